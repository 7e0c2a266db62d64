package io.jorch.agent.linux;

import java.io.IOException;

/// A launch plan that failed at one of its steps.
public final class LaunchException extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient Step step;
  private final int errno;

  LaunchException(Step step, int errno) {
    super(step + ": " + Errno.describe(errno));
    this.step = step;
    this.errno = errno;
  }

  public Step step() {
    return step;
  }

  public int errno() {
    return errno;
  }
}

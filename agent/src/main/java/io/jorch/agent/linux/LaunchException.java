package io.jorch.agent.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A launch plan that failed at one of its steps.
public final class LaunchException extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient List<Step> steps;
  private final int errno;

  /// A failure of the last of these steps.
  LaunchException(List<Step> steps, int errno) {
    super(steps.getLast() + ": " + Errno.describe(errno));
    this.steps = List.copyOf(steps);
    this.errno = errno;
  }

  public Step step() {
    return steps.getLast();
  }

  /// The last step of this kind before the failed one, which often says what it was about.
  public Optional<Step> before(Syscall call) {
    return steps.reversed().stream().skip(1).filter(step -> step.call() == call).findFirst();
  }

  public int errno() {
    return errno;
  }
}

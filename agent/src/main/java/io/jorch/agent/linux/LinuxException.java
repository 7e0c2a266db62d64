package io.jorch.agent.linux;

import java.io.IOException;

/// A system call that failed: what was tried, on what, and the kernel's reason (errno(3)).
public final class LinuxException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int errno;

  /// `what` names the call and its object, such as `mount proc on /proc`.
  public LinuxException(String what, int errno) {
    super(what + ": " + Errno.describe(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }
}

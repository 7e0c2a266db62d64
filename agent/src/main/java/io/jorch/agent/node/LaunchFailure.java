package io.jorch.agent.node;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A task that could not be started here.
final class LaunchFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;
  private final boolean refused;

  private LaunchFailure(String message, int exitCode, boolean refused, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.refused = refused;
  }

  /// This node cannot run it as things are: an image is missing, a port is taken.
  static LaunchFailure refused(String message) {
    return new LaunchFailure(message, 0, true, null);
  }

  static LaunchFailure failed(int exitCode, IOException cause) {
    return new LaunchFailure(String.valueOf(cause.getMessage()), exitCode, false, cause);
  }

  int exitCode() {
    return exitCode;
  }

  boolean wasRefused() {
    return refused;
  }
}

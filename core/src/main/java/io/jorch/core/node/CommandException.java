package io.jorch.core.node;

import java.io.IOException;

/// A command that could not be run, with the exit code that stands for it in a shell.
public final class CommandException extends IOException {
  /// The runtime itself failed.
  public static final int CANNOT_RUN = 125;

  /// The file is there but cannot be executed.
  public static final int NOT_EXECUTABLE = 126;

  /// No such file.
  public static final int NOT_FOUND = 127;

  private static final long serialVersionUID = 1L;
  private final int exitCode;

  public CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}

package io.jorch.cli.daemon;

/// Starts manager and agent in this process.
public final class DaemonMain {
  private DaemonMain() {}

  /// Runs until told to end; gives the exit code.
  public static int run(DaemonOptions options) {
    System.err.println("this build has no manager: nothing can be run in " + options.stateDir());
    return 1;
  }
}

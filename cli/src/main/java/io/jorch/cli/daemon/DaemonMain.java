package io.jorch.cli.daemon;

import io.jorch.cli.term.Failed;

/// Starts manager and agent in this process.
public final class DaemonMain {
  private DaemonMain() {}

  /// Runs until told to end; gives the exit code.
  public static int run(DaemonOptions options) {
    throw new Failed("this build has no manager yet: nothing can be run in " + options.stateDir());
  }
}

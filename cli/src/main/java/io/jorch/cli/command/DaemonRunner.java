package io.jorch.cli.command;

import java.nio.file.Path;

/// What runs when `daemon` is called: the process that is a daemon has one, the command line none.
public interface DaemonRunner {
  /// Runs until told to end; gives the exit code.
  int run(Path stateDir, Path runDir, boolean debug);
}

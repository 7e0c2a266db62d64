package io.jorch.cli.command;

import io.jorch.cli.term.Failed;

/// `daemon` in the foreground. The `jorch` script starts another main class for it, so that neither
/// the command line nor the daemon loads what only the other needs.
final class DaemonCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    DaemonRunner runner =
        call.daemonRunner()
            .orElseThrow(
                () ->
                    new Failed(
                        "this process cannot be the daemon: start it with the `jorch` script"));
    return runner.run(call.globals().stateDir(), call.globals().runDir(), call.globals().debug());
  }
}

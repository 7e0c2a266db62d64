package io.jorch.cli.command;

/// One command: what may follow its name, and what it does then.
interface Command {
  void describe(Grammar grammar);

  /// Does it; gives the exit code. Throws [io.jorch.cli.term.Failed] with a sentence for the user.
  int run(Invocation call);
}

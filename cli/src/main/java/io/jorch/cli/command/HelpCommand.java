package io.jorch.cli.command;

/// Shows the help of the command it belongs to: `jorch help`, or a group called without a command.
/// The parser itself does the work.
final class HelpCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    return 0;
  }
}

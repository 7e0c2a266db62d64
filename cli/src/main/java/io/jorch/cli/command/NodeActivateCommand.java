package io.jorch.cli.command;

final class NodeActivateCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("NODE", "ids or host names", "1..*");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(
        call,
        name -> {
          call.nodes().availability(name, "active");
          call.print(name);
        });
  }
}

package io.jorch.cli.command;

/// `node rm`.
final class NodeRmCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .flag("also nodes that are there and not drained, or have volumes", "--force")
        .arguments("NODE", "host name, id or start of an id", "1..*");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(
        call,
        node -> {
          call.clusters().removeNode(node, call.has("--force"));
          call.print(node + " is no node of the cluster any more");
        });
  }
}

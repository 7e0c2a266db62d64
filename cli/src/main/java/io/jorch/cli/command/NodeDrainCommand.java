package io.jorch.cli.command;

import io.jorch.cli.client.Nodes;
import io.jorch.cli.stack.Drain;

final class NodeDrainCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("NODE", "id or host name", "1")
        .flag("do not wait until its tasks have moved", "-d", "--detach")
        .number("SECONDS", "give up waiting after so long; the tasks go on moving", "--timeout");
  }

  @Override
  public int run(Invocation call) {
    String node = call.arguments().getFirst();
    Nodes nodes = call.nodes();
    nodes.availability(node, "drain");
    if (!call.has("--detach")) new Drain(nodes, call.console(), UpCommand.timeout(call)).run(node);
    return 0;
  }
}

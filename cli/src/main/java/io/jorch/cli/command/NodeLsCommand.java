package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.NodeRows;
import io.jorch.core.api.NodeView;
import java.util.List;

final class NodeLsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("ids only", "-q", "--quiet");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<NodeView> nodes = call.nodes().all();
    if (call.has("--quiet")) nodes.forEach(node -> call.print(node.id()));
    else if (json) call.print(JsonText.pretty(nodes));
    else call.print(NodeRows.of(nodes));
    return 0;
  }
}

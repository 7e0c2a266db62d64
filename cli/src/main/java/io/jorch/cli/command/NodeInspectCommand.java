package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.core.api.NodeView;
import java.util.ArrayList;
import java.util.List;

final class NodeInspectCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("NODE", "ids or host names", "1..*");
  }

  @Override
  public int run(Invocation call) {
    List<NodeView> nodes = new ArrayList<>();
    int code = Each.of(call, name -> nodes.add(call.nodes().get(name)));
    call.print(JsonText.pretty(nodes));
    return code;
  }
}

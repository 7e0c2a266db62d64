package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.Table;
import io.jorch.core.api.NetworkView;
import java.util.List;

final class NetworkLsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("names only", "-q", "--quiet");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<NetworkView> networks = call.machine().networks();
    if (call.has("--quiet")) networks.forEach(network -> call.print(network.name()));
    else if (json) call.print(JsonText.pretty(networks));
    else call.print(table(networks));
    return 0;
  }

  private static List<String> table(List<NetworkView> networks) {
    Table table = new Table("NAME", "STACK", "SUBNET", "INTERNAL", "TASKS");
    for (NetworkView network : networks)
      table.row(
          network.name(),
          network.stack(),
          network.subnet(),
          network.internal() ? "yes" : "no",
          Integer.toString(network.tasks().size()));
    return table.lines();
  }
}

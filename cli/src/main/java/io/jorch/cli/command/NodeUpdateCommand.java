package io.jorch.cli.command;

import io.jorch.cli.client.Nodes;
import io.jorch.cli.term.Failed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class NodeUpdateCommand implements Command {
  private static final List<String> AVAILABILITIES = List.of("active", "pause", "drain");

  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("NODE", "id or host name", "1")
        .value("WORD", "active; pause: no new tasks; drain: its tasks move away", "--availability")
        .values("NAME=VALUE", "set a label", "--label-add")
        .values("NAME", "remove a label", "--label-rm");
  }

  @Override
  public int run(Invocation call) {
    String node = call.arguments().getFirst();
    Map<String, String> add = Pairs.variables(call.texts("--label-add"), Map.of());
    List<String> remove = call.texts("--label-rm");
    Optional<String> availability = call.text("--availability");
    if (availability.isPresent() && !AVAILABILITIES.contains(availability.get()))
      throw Failed.usage(
          "'" + availability.get() + "' is no availability: it is active, pause or drain");
    if (availability.isEmpty() && add.isEmpty() && remove.isEmpty())
      throw Failed.usage("nothing to update is given: see `jorch node update --help`");
    Nodes nodes = call.nodes();
    if (!add.isEmpty() || !remove.isEmpty()) nodes.labels(node, add, remove);
    availability.ifPresent(word -> nodes.availability(node, word));
    call.print(node);
    return 0;
  }
}

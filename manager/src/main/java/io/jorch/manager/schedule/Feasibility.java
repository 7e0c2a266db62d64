package io.jorch.manager.schedule;

import io.jorch.core.api.PlacementView;
import io.jorch.core.api.PlacementView.NodeVerdict;
import io.jorch.core.api.PlacementView.Obstacle;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.NodeState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The one answer to "may this run there, and if not, why": for placing, for `--dry-run`, for
/// admission and for "why is this pending".
public final class Feasibility {
  private static final int NAMED = 3;

  private final Occupancy occupancy;
  private final Map<VolumeName, NodeId> homes;

  /// Answers for one state of the cluster.
  ///
  /// @param homes the node of each volume that has one
  public Feasibility(Occupancy occupancy, Map<VolumeName, NodeId> homes) {
    this.occupancy = occupancy;
    this.homes = homes;
  }

  /// Which nodes are what a service asks for, whatever runs there and however they are: what
  /// decides which nodes have a task of a global service.
  public static Predicate<NodeState> suiting(PlacementSpec placement) {
    Site site = StackNeeds.site(placement);
    return site.equals(Site.ANY) ? _ -> true : site::allows;
  }

  /// Empty when some node will do; otherwise one sentence that counts nodes by what they lack.
  public Optional<String> obstacles(Group group, Needs needs) {
    Ask ask = Ask.of(group, needs, occupancy, homes);
    List<Filter> filters = ask.filters();
    Map<Filter, Map<String, List<NodeLoad>>> lacks = new LinkedHashMap<>();
    Filter.ALL.forEach(filter -> lacks.put(filter, new LinkedHashMap<>()));
    for (NodeLoad node : occupancy.loads(needs.host())) {
      Optional<Filter> first = filters.stream().filter(f -> !f.passes(ask, node)).findFirst();
      if (first.isEmpty()) return Optional.empty();
      lacks
          .computeIfAbsent(first.get(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(first.get().lack(ask, node), _ -> new ArrayList<>())
          .add(node);
    }
    if (occupancy.loads().isEmpty()) return Optional.of("no suitable node (the cluster has none)");
    return Optional.of(
        lacks.values().stream()
            .flatMap(each -> each.entrySet().stream())
            .map(each -> phrase(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; ", "no suitable node (", ")")));
  }

  /// A few nodes are named, many are counted.
  private static String phrase(String lack, List<NodeLoad> nodes) {
    return nodes.size() > NAMED
        ? lack + " on " + nodes.size() + " nodes"
        : nodes.stream()
            .map(node -> node.state().info().hostname())
            .sorted()
            .collect(Collectors.joining(", ", lack + " on ", ""));
  }

  /// Node by node everything that keeps the tasks from it.
  public PlacementView explain(Group group, Needs needs) {
    Ask ask = Ask.of(group, needs, occupancy, homes);
    List<Filter> filters = ask.filters();
    List<NodeVerdict> verdicts =
        occupancy.loads(needs.host()).stream().map(node -> verdict(ask, filters, node)).toList();
    return new PlacementView(obstacles(group, needs).orElse(""), verdicts);
  }

  private static NodeVerdict verdict(Ask ask, List<Filter> filters, NodeLoad node) {
    List<Obstacle> obstacles =
        filters.stream()
            .filter(filter -> !filter.passes(ask, node))
            .map(filter -> new Obstacle(filter.word(), filter.explain(ask, node)))
            .toList();
    return new NodeVerdict(
        node.state().id().value(), node.state().info().hostname(), obstacles.isEmpty(), obstacles);
  }
}

package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The one answer to "may this run there, and if not, why": for placing, for `--dry-run`, for
/// admission and for "why is this pending".
public final class Feasibility {
  private final Occupancy occupancy;
  private final Map<VolumeName, NodeId> homes;

  /// Answers for one state of the cluster.
  ///
  /// @param homes the node of each volume that has one
  public Feasibility(Occupancy occupancy, Map<VolumeName, NodeId> homes) {
    this.occupancy = occupancy;
    this.homes = homes;
  }

  /// The first condition that the node does not meet.
  Optional<Filter> obstacle(Needs needs, NodeLoad node) {
    for (Filter filter : Filter.ALL) {
      if (!filter.passes(needs, node, homes)) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  /// Empty when some node will do; otherwise one sentence that counts nodes by what they lack.
  public Optional<String> obstacles(Needs needs) {
    Map<Filter, Integer> counts = new EnumMap<>(Filter.class);
    for (NodeLoad node : occupancy.loads()) {
      Optional<Filter> obstacle = obstacle(needs, node);
      if (obstacle.isEmpty()) {
        return Optional.empty();
      }
      counts.merge(obstacle.get(), 1, Integer::sum);
    }
    if (counts.isEmpty()) {
      return Optional.of("no suitable node (the cluster has none)");
    }
    return Optional.of(
        counts.entrySet().stream()
            .map(each -> each.getKey().explain(each.getValue()))
            .collect(Collectors.joining("; ", "no suitable node (", ")")));
  }
}

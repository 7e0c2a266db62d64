package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tasks with the same needs ask of each node, with everything about the others that the
/// answer depends on at hand.
///
/// @param own tasks of the same service
/// @param homes the nodes of volumes that have one
/// @param neighbours the affinities, each with the tasks it is about
/// @param occupancy of all nodes
record Ask(
    Group group,
    Needs needs,
    Tally own,
    Map<VolumeName, NodeId> homes,
    List<Neighbour> neighbours,
    Occupancy occupancy) {

  /// An affinity and the tasks it is about.
  record Neighbour(Near near, Tally tally, boolean own) {
    /// Tasks of the other service in the node's place.
    int around(NodeLoad node) {
      return tally.around(node, near.over());
    }

    /// The first task of a service that wants its own kind near must go somewhere.
    boolean holds(NodeLoad node) {
      if (near.apart()) return around(node) == 0;
      return around(node) > 0 || (own && tally.total() == 0);
    }
  }

  static Ask of(Group group, Needs needs, Occupancy occupancy, Map<VolumeName, NodeId> homes) {
    List<Neighbour> neighbours = new ArrayList<>(needs.near().size());
    for (Near near : needs.near()) {
      boolean own = near.other().equals(group);
      neighbours.add(new Neighbour(near, occupancy.tally(near.other()), own));
    }
    return new Ask(group, needs, occupancy.tally(group), homes, neighbours, occupancy);
  }

  /// The host that has a volume, if it is in the cluster.
  Optional<String> host(VolumeName volume) {
    return Optional.ofNullable(homes.get(volume)).flatMap(occupancy::hostname);
  }

  /// The filters that can stop these tasks at all.
  List<Filter> filters() {
    return Filter.ALL.stream().filter(filter -> filter.concerns(this)).toList();
  }

  /// How much the node goes against what is only preferred; 0 for not at all.
  int against(NodeLoad node) {
    int against = 0;
    for (Neighbour each : neighbours) {
      if (each.near().required()) continue;
      if (each.near().apart()) against += each.around(node);
      else if (!each.holds(node)) against++;
    }
    return against;
  }

  boolean wishesAboutItself() {
    return neighbours.stream().anyMatch(each -> each.own() && !each.near().required());
  }
}

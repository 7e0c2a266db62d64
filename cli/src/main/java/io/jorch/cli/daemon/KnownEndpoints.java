package io.jorch.cli.daemon;

import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which nodes' endpoints count. Those of a node count as long as its member is there, and a moment
/// longer: a daemon that is replaced leaves its containers running and is back by then, while
/// nothing is sent to a dead node for long. They count again when it returns. That a set is missing
/// from the shared map says nothing: the map may be lost, with the members that held it, and is
/// written again.
///
/// A node that is cut off from all others follows the same rule: it goes on with its own containers
/// alone, for it cannot send to others either.
final class KnownEndpoints {
  static final Duration LINGERS = Duration.ofSeconds(2);

  private final Map<NodeId, EndpointSet> sets = new HashMap<>();
  private final Map<NodeId, Instant> gone = new HashMap<>();

  void put(EndpointSet set) {
    sets.put(set.node(), set);
  }

  /// Those that count now.
  Collection<EndpointSet> current(Set<NodeId> members, Instant now) {
    gone.keySet().removeAll(members);
    for (NodeId node : sets.keySet()) {
      if (!members.contains(node)) gone.putIfAbsent(node, now);
    }
    return sets.values().stream().filter(set -> counts(set.node(), now)).toList();
  }

  private boolean counts(NodeId node, Instant now) {
    Instant since = gone.get(node);
    return since == null || now.isBefore(since.plus(LINGERS));
  }

  /// Whether time alone will change something.
  boolean waits(Instant now) {
    return gone.keySet().stream().anyMatch(node -> counts(node, now));
  }
}

package io.jorch.manager.control;

import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.manager.node.Presence;
import io.jorch.manager.store.NodeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a manager that begins to decide can tell by the members it sees who is gone.
///
/// @param age of its own member
/// @param present nodes that are members now
/// @param managers nodes that are to be managers
record Sight(Duration age, Set<NodeId> present, List<NodeId> managers) {

  static Sight of(ManagerNode.Parts parts) {
    return new Sight(
        parts.cluster().age(),
        parts.cluster().members().stream().map(MemberInfo::node).collect(Collectors.toSet()),
        parts.store().state().nodes().stream()
            .filter(node -> node.role() == NodeRole.MANAGER)
            .map(NodeRecord::id)
            .toList());
  }

  /// A member that has just begun, and one that was cut off from most managers until now (they
  /// must have agreed that it decides), see fewer nodes than there are.
  Duration patience() {
    boolean young = age.compareTo(Presence.LOST_WHEN_UNSEEN) < 0;
    long seen = managers.stream().filter(present::contains).count();
    boolean cutOff = !managers.isEmpty() && 2 * seen <= managers.size();
    return young || cutOff ? Presence.LOST_WHEN_UNSEEN : Presence.LOST_AFTER;
  }
}

package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.Map;

/// One condition that a node must meet, with the words for when it does not. The order is that of
/// the explanation: a node is counted under the first it fails.
enum Filter {
  READY((_, node, _) -> node.state().liveness().ready(), "not ready"),
  ACCEPTING((_, node, _) -> node.state().accepting(), "drained"),
  HOST(
      (needs, node, _) -> needs.host().map(node.state().id()::equals).orElse(true),
      "not the node asked for"),
  ARCHITECTURE(
      (needs, node, _) ->
          needs.architecture().map(node.state().info().architecture()::equals).orElse(true),
      "another architecture than the image"),
  VOLUME(Filter::volumes, "without a volume of the task, which is on another node"),
  CPU((needs, node, _) -> node.fitsCpus(needs.reservations()), "insufficient cpus"),
  MEMORY((needs, node, _) -> node.fitsMemory(needs.reservations()), "insufficient memory"),
  PIDS((needs, node, _) -> node.fitsPids(needs.reservations()), "insufficient pids");

  /// Whether a task with these needs may run on a node, given the homes of volumes.
  interface Check {
    boolean passes(Needs needs, NodeLoad node, Map<VolumeName, NodeId> homes);
  }

  private final Check check;
  private final String lack;

  Filter(Check check, String lack) {
    this.check = check;
    this.lack = lack;
  }

  boolean passes(Needs needs, NodeLoad node, Map<VolumeName, NodeId> homes) {
    return check.passes(needs, node, homes);
  }

  String explain(int nodes) {
    return lack + " on " + nodes + (nodes == 1 ? " node" : " nodes");
  }

  private static boolean volumes(Needs needs, NodeLoad node, Map<VolumeName, NodeId> homes) {
    return needs.volumes().stream()
        .allMatch(
            volume -> !homes.containsKey(volume) || node.state().id().equals(homes.get(volume)));
  }
}

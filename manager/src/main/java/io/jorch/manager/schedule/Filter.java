package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.Map;

/// One condition that a node must meet, with the words for when it does not. The order is that of
/// the explanation: a node is counted under the first it fails.
enum Filter {
  READY,
  ACCEPTING,
  HOST,
  ARCHITECTURE,
  VOLUME,
  CPU,
  MEMORY,
  PIDS;

  /// In order; `values()` would copy the list for each node asked about.
  static final List<Filter> ALL = List.of(values());

  /// Whether a task with these needs may run on a node.
  ///
  /// @param homes the nodes of volumes that have one
  boolean passes(Needs needs, NodeLoad node, Map<VolumeName, NodeId> homes) {
    return switch (this) {
      case READY -> node.state().liveness().ready();
      case ACCEPTING -> node.state().accepting();
      case HOST -> needs.host().isEmpty() || needs.host().get().equals(node.state().id());
      case ARCHITECTURE ->
          needs.architecture().isEmpty()
              || needs.architecture().get().equals(node.state().info().architecture());
      case VOLUME -> atHome(needs, node, homes);
      case CPU -> node.fitsCpus(needs.reservations());
      case MEMORY -> node.fitsMemory(needs.reservations());
      case PIDS -> node.fitsPids(needs.reservations());
    };
  }

  String explain(int nodes) {
    String lack =
        switch (this) {
          case READY -> "not ready";
          case ACCEPTING -> "drained";
          case HOST -> "not the node asked for";
          case ARCHITECTURE -> "another architecture than the image";
          case VOLUME -> "without a volume of the task, which is on another node";
          case CPU -> "insufficient cpus";
          case MEMORY -> "insufficient memory";
          case PIDS -> "insufficient pids";
        };
    return lack + " on " + nodes + (nodes == 1 ? " node" : " nodes");
  }

  private static boolean atHome(Needs needs, NodeLoad node, Map<VolumeName, NodeId> homes) {
    for (VolumeName volume : needs.volumes()) {
      NodeId home = homes.get(volume);
      if (home != null && !home.equals(node.state().id())) {
        return false;
      }
    }
    return true;
  }
}

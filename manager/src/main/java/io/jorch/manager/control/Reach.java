package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.node.NodeService;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The way to a node, or a sentence that says why there is none, since when, and what to do.
///
/// @param picture of what is known of nodes now
record Reach(NodeServices services, Supplier<Picture> picture) {
  /// The node on which a task is or was.
  NodeService task(Task task) throws RequestException {
    if (task.node().isEmpty()) {
      String why = picture.get().unplaced().getOrDefault(task.id(), "");
      throw RequestException.conflict(
          "container "
              + task.name()
              + " is on no node yet"
              + (why.isEmpty() ? "; try again in a moment" : ": " + why));
    }
    return node(task.node().get(), "container " + task.name());
  }

  /// @param what is asked about, such as `container web-1`
  NodeService node(NodeId node, String what) throws RequestException {
    Optional<NodeService> service = services.of(node);
    if (service.isPresent()) return service.get();
    throw RequestException.conflict(away(node, what));
  }

  String away(NodeId node, String what) {
    return what + " is on another node, and " + trouble(node) + "; " + remedy(node);
  }

  private String remedy(NodeId node) {
    return "what it runs goes on there; start jorch on "
        + name(node)
        + " or mend its network, and try again (`jorch node ls` shows all nodes)";
  }

  String trouble(NodeId node) {
    NodeState state = picture.get().nodes().get(node);
    if (state == null) return "node " + node + " is not in the cluster";
    String name = "node " + state.info().hostname();
    return switch (state.liveness()) {
      case Liveness.Ready _ -> name + " cannot be reached at the moment";
      case Liveness.Disconnected away -> name + " has been away since " + time(away.since());
      case Liveness.Lost lost ->
          name + " has been away since " + time(lost.since()) + " and is given up as lost";
    };
  }

  private static Instant time(Instant exact) {
    return exact.truncatedTo(ChronoUnit.SECONDS);
  }

  String name(NodeId node) {
    return picture.get().nodeName(node);
  }

  Map<NodeId, NodeService> all() {
    return services.reachable();
  }
}

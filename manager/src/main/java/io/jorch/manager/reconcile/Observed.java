package io.jorch.manager.reconcile;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.NodeState;
import java.util.Map;
import java.util.Optional;

/// Everything known of what is there: tasks as desired, their latest statuses, and all nodes.
///
/// @param nodes every node of the cluster, also those away; a task on a node that is not here
///     is lost
/// @param fit which of them are what a service asks for
public record Observed(
    Map<TaskId, Task> tasks,
    Map<TaskId, TaskStatus> statuses,
    Map<NodeId, NodeState> nodes,
    NodeFit fit) {
  /// Where every node suits every service.
  public Observed(
      Map<TaskId, Task> tasks, Map<TaskId, TaskStatus> statuses, Map<NodeId, NodeState> nodes) {
    this(tasks, statuses, nodes, NodeFit.ANY);
  }

  /// Why nothing may be concluded from what is missing here, if so: until every node has
  /// reported, an empty slot may only look empty.
  public Optional<String> incomplete() {
    if (nodes.isEmpty()) {
      return Optional.of("no node has joined the cluster yet; tasks start when one has");
    }
    for (NodeState node : nodes.values()) { // of thousands, and for each stack
      if (node.mayHoldUnknownTasks()) {
        return Optional.of(
            "node "
                + node.info().hostname()
                + " has not reported its tasks since the manager started;"
                + " nothing is started until it has or is given up as lost");
      }
    }
    return Optional.empty();
  }

  public Seen see(Task task) {
    Optional<TaskStatus> status = Optional.ofNullable(statuses.get(task.id()));
    return new Seen(task, status, state(task, status));
  }

  private TaskState state(Task task, Optional<TaskStatus> status) {
    if (task.node().isEmpty()) {
      return TaskState.PENDING;
    }
    TaskState reported = status.map(TaskStatus::state).orElse(TaskState.ASSIGNED);
    if (!unreachable(task.node().get())) {
      return reported;
    }
    if (task.desired() == Task.Desired.REMOVE) {
      return TaskState.REMOVED;
    }
    return reported.ended() ? reported : TaskState.LOST;
  }

  /// The node is lost or was taken out of the cluster.
  boolean unreachable(NodeId node) {
    NodeState state = nodes.get(node);
    return state == null || state.liveness().lost();
  }

  public String nodeName(NodeId node) {
    NodeState state = nodes.get(node);
    return state == null ? node.value() : state.info().hostname();
  }
}

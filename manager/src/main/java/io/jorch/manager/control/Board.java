package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.node.Presence;
import io.jorch.manager.reconcile.Observed;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything a manager can rebuild by asking: tasks, their specifications and statuses, nodes.
/// Written by the control loop and by what agents report; read as immutable copies.
final class Board {
  private final Map<TaskId, Task> tasks = new HashMap<>();
  private final Map<TaskId, TaskStatus> statuses = new HashMap<>();
  private final Map<SpecHash, TaskSpec> specs = new HashMap<>();
  private final Map<NodeId, NodeInfo> nodes = new HashMap<>();
  private final Map<NodeId, Presence> presence = new HashMap<>();

  synchronized void put(Task task) {
    tasks.put(task.id(), task);
  }

  synchronized void put(SpecHash hash, TaskSpec spec) {
    specs.put(hash, spec);
  }

  /// Takes a task's record from its node, unless this manager has one: its own wish is newer.
  synchronized void recover(Task task, TaskSpec spec) {
    tasks.putIfAbsent(task.id(), task);
    specs.putIfAbsent(task.spec(), spec);
  }

  /// Takes a status unless a later one is known; gives the one before when it was taken.
  synchronized Optional<Taken> take(TaskStatus status) {
    TaskStatus before = statuses.get(status.task());
    if (before != null && before.sequence() >= status.sequence()) return Optional.empty();
    statuses.put(status.task(), status);
    return Optional.of(
        new Taken(Optional.ofNullable(before), Optional.ofNullable(tasks.get(status.task()))));
  }

  /// What a new status replaced, and the task it is about where that is known.
  record Taken(Optional<TaskStatus> before, Optional<Task> task) {}

  synchronized Optional<Task> forget(TaskId id) {
    statuses.remove(id);
    Task gone = tasks.remove(id);
    if (gone != null && tasks.values().stream().noneMatch(t -> t.spec().equals(gone.spec()))) {
      specs.remove(gone.spec());
    }
    return Optional.ofNullable(gone);
  }

  /// Whether this session of the node has reported before.
  synchronized boolean knows(NodeInfo info) {
    NodeInfo known = nodes.get(info.id());
    return known != null && known.session() == info.session();
  }

  synchronized void nodeReported(NodeInfo info) {
    nodes.put(info.id(), info);
    presence.merge(
        info.id(),
        Presence.JOINED.reported(info.session()),
        (known, any) -> known.joined().reported(info.session()));
  }

  /// Nodes that have told all their tasks to this manager.
  synchronized Set<NodeId> syncedNodes() {
    return presence.entrySet().stream()
        .filter(each -> each.getValue().synced())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  synchronized void nodeLeft(NodeId id, Instant at) {
    presence.computeIfPresent(id, (any, known) -> known.left(at));
  }

  synchronized Optional<Task> task(TaskId id) {
    return Optional.ofNullable(tasks.get(id));
  }

  synchronized Optional<TaskStatus> status(TaskId id) {
    return Optional.ofNullable(statuses.get(id));
  }

  /// Whether the task is known to have ended.
  synchronized boolean ended(TaskId id) {
    TaskStatus status = statuses.get(id);
    return status != null && status.state().ended();
  }

  synchronized Optional<TaskSpec> spec(SpecHash hash) {
    return Optional.ofNullable(specs.get(hash));
  }

  synchronized Map<SpecHash, TaskSpec> specs() {
    return Map.copyOf(specs);
  }

  synchronized Collection<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  synchronized List<NodeInfo> nodes() {
    return List.copyOf(nodes.values());
  }

  /// All of it at one moment.
  synchronized Observed observed(Instant now) {
    Map<NodeId, NodeState> states = new HashMap<>();
    nodes.forEach((id, info) -> states.put(id, state(info, now)));
    return new Observed(Map.copyOf(tasks), Map.copyOf(statuses), Map.copyOf(states));
  }

  private NodeState state(NodeInfo info, Instant now) {
    Presence seen = presence.getOrDefault(info.id(), Presence.JOINED);
    return new NodeState(
        info, seen.liveness(info.session(), now, Presence.LOST_AFTER), seen.synced(), true);
  }
}

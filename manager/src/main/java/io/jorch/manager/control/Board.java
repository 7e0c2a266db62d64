package io.jorch.manager.control;

import io.jorch.core.model.Attendance;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.store.NodeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything a manager can rebuild by asking: tasks, their specifications and statuses, nodes.
/// Written by the control loop and by what agents report; read as immutable copies.
final class Board {
  private static final int REMEMBERED = 10_000;
  private final Map<TaskId, Task> tasks = new HashMap<>();
  private final Map<TaskId, TaskStatus> statuses = new HashMap<>();
  private final Map<SpecHash, TaskSpec> specs = new HashMap<>();
  private final Set<TaskId> touched = new HashSet<>();
  private final KnownFits fits = new KnownFits();
  private final Attendances attendances;

  /// Tasks of which nothing is left, for as long as late reports of them may come.
  private final Map<TaskId, TaskId> forgotten =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, TaskId> eldest) {
          return size() > REMEMBERED;
        }
      };

  Board(Attendances attendances) {
    this.attendances = attendances;
  }

  synchronized void put(Task task) {
    tasks.put(task.id(), task);
    touched.add(task.id());
  }

  synchronized void put(SpecHash hash, TaskSpec spec) {
    specs.put(hash, spec);
  }

  /// Takes a task's record from its node, unless this manager has one: its own wish is newer.
  synchronized void recover(Task task, TaskSpec spec) {
    if (forgotten.containsKey(task.id())) return;
    if (tasks.putIfAbsent(task.id(), task) == null) touched.add(task.id());
    specs.putIfAbsent(task.spec(), spec);
  }

  /// Takes a status unless a later one is known; gives the one before when it was taken.
  synchronized Optional<Taken> take(TaskStatus status) {
    if (forgotten.containsKey(status.task())) return Optional.empty();
    TaskStatus before = statuses.get(status.task());
    if (before != null && before.sequence() >= status.sequence()) return Optional.empty();
    statuses.put(status.task(), status);
    touched.add(status.task());
    return Optional.of(
        new Taken(Optional.ofNullable(before), Optional.ofNullable(tasks.get(status.task()))));
  }

  /// What a new status replaced, and the task it is about where that is known.
  record Taken(Optional<TaskStatus> before, Optional<Task> task) {}

  synchronized Optional<Task> forget(TaskId id) {
    forgotten.put(id, id);
    statuses.remove(id);
    touched.add(id);
    Task gone = tasks.remove(id);
    if (gone != null && tasks.values().stream().noneMatch(t -> t.spec().equals(gone.spec()))) {
      specs.remove(gone.spec());
    }
    return Optional.ofNullable(gone);
  }

  /// All that was told before a node said that it had told everything.
  synchronized void recoverAll(Collection<TaskRecord> records, Collection<TaskStatus> reported) {
    records.forEach(each -> recover(each.task(), each.spec()));
    reported.forEach(this::take);
  }

  synchronized void node(NodeInfo info) {
    attendances.info(info);
  }

  synchronized void attended(Attendance attendance) {
    attendances.attended(attendance);
  }

  synchronized void members(Set<NodeId> members, Instant now) {
    attendances.members(members, now);
  }

  synchronized void records(Map<NodeId, NodeRecord> records) {
    attendances.records(records);
  }

  /// Nodes that have told all their tasks to this manager.
  synchronized Set<NodeId> syncedNodes() {
    return attendances.synced();
  }

  synchronized Optional<Instant> nextLoss(Instant now) {
    return attendances.nextLoss(now);
  }

  /// Tasks about which anything was written since this was last asked: for one asker only.
  synchronized Set<TaskId> touched() {
    Set<TaskId> ids = Set.copyOf(touched);
    touched.clear();
    return ids;
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
    return attendances.infos();
  }

  /// All nodes as they are at one moment.
  synchronized List<NodeState> nodeStates(Instant now) {
    return List.copyOf(attendances.states(now).values());
  }

  /// All of it at one moment.
  synchronized Observed observed(Instant now) {
    return new Observed(Map.copyOf(tasks), Map.copyOf(statuses), states(now), fits);
  }

  synchronized Map<NodeId, NodeState> states(Instant now) {
    return attendances.states(now);
  }
}

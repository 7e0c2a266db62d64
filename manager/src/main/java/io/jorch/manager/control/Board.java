package io.jorch.manager.control;

import io.jorch.core.model.Attendance;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.NodeFit;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.store.NodeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything a manager can rebuild by asking: tasks, their specifications and statuses, nodes.
/// Written by the control loop and by what agents report; read as immutable copies, or by those who
/// keep up with it as what has changed.
final class Board {
  private static final int REMEMBERED = 10_000;
  private final TaskIndex tasks = new TaskIndex();
  private final Map<TaskId, TaskStatus> statuses = new HashMap<>();
  private final SpecShelf specs = new SpecShelf();
  private final Traces traces = new Traces();
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
    tasks.put(task).ifPresentOrElse(traces::task, () -> specs.used(task.spec()));
    traces.task(task);
  }

  synchronized void put(SpecHash hash, TaskSpec spec) {
    specs.put(hash, spec);
  }

  /// What a stack's services are made of from now on; nothing when it is gone.
  synchronized void want(StackName stack, Map<SpecHash, TaskSpec> made) {
    specs.want(stack, made);
  }

  /// Takes a task's record from its node, unless this manager has one: its own wish is newer.
  synchronized void recover(Task task, TaskSpec spec) {
    if (forgotten.containsKey(task.id())) return;
    specs.put(task.spec(), spec);
    if (tasks.get(task.id()).isEmpty()) put(task);
  }

  /// Takes a status unless a later one is known; gives the one before when it was taken.
  synchronized Optional<Taken> take(TaskStatus status) {
    if (forgotten.containsKey(status.task())) return Optional.empty();
    TaskStatus before = statuses.get(status.task());
    if (before != null && before.sequence() >= status.sequence()) return Optional.empty();
    statuses.put(status.task(), status);
    Optional<Task> task = tasks.get(status.task());
    traces.status(status.task(), task);
    return Optional.of(new Taken(Optional.ofNullable(before), task));
  }

  /// What a new status replaced, and the task it is about where that is known.
  record Taken(Optional<TaskStatus> before, Optional<Task> task) {}

  synchronized Optional<Task> forget(TaskId id) {
    forgotten.put(id, id);
    statuses.remove(id);
    Optional<Task> gone = tasks.remove(id);
    gone.ifPresentOrElse(traces::task, () -> traces.status(id, Optional.empty()));
    gone.ifPresent(task -> specs.unused(task.spec()));
    return gone;
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

  synchronized void records(Map<NodeId, NodeRecord> records, Map<NodeId, Set<VolumeName>> doomed) {
    attendances.records(records, doomed);
  }

  /// Nodes that have told all their tasks to this manager.
  synchronized Set<NodeId> syncedNodes() {
    return attendances.synced();
  }

  /// Whether all nodes have done so, but for those that cannot.
  synchronized boolean complete(Set<NodeId> excused) {
    return attendances.complete(excused);
  }

  synchronized Optional<Instant> nextLoss(Instant now) {
    return attendances.nextLoss(now);
  }

  /// Tasks about which anything was written since this was last asked: for one asker only.
  synchronized Set<TaskId> touched() {
    return traces.seats();
  }

  /// The same for the one who counts what tasks need.
  synchronized Set<TaskId> touchedNeeds() {
    return traces.needs();
  }

  /// Stacks about whose tasks anything was written since this was last asked: for one asker only.
  synchronized Set<StackName> touchedStacks() {
    return traces.stacks();
  }

  /// Nodes whose tasks changed since this was last asked: for one asker only.
  synchronized Set<NodeId> touchedNodes() {
    return traces.nodes();
  }

  synchronized Optional<Task> task(TaskId id) {
    return tasks.get(id);
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
    return specs.get(hash);
  }

  /// All specifications there are at any time, not a copy.
  synchronized Map<SpecHash, TaskSpec> specs() {
    return specs.all();
  }

  /// Differs when other specifications are there.
  synchronized long specsVersion() {
    return specs.version();
  }

  synchronized Collection<Task> tasks() {
    return List.copyOf(tasks.all());
  }

  synchronized Collection<Task> tasks(StackName stack) {
    return List.copyOf(tasks.of(stack).values());
  }

  synchronized Collection<Task> tasks(NodeId node) {
    return List.copyOf(tasks.on(node));
  }

  /// Stacks that have tasks, wanted or not.
  synchronized Set<StackName> stacks() {
    return tasks.stacks();
  }

  synchronized Set<StackName> stacksOn(NodeId node) {
    return tasks.on(node).stream().map(Task::stack).collect(Collectors.toSet());
  }

  /// Nodes that have tasks of the stack.
  synchronized Set<NodeId> nodesOf(StackName stack) {
    return tasks.of(stack).values().stream()
        .flatMap(task -> task.node().stream())
        .collect(Collectors.toSet());
  }

  synchronized List<NodeInfo> nodes() {
    return attendances.infos();
  }

  /// One stack at one moment.
  ///
  /// @param nodes as they are at that moment
  synchronized Observed observed(StackName stack, Map<NodeId, NodeState> nodes) {
    Map<TaskId, Task> mine = new HashMap<>(tasks.of(stack));
    Map<TaskId, TaskStatus> known = HashMap.newHashMap(mine.size());
    for (TaskId id : mine.keySet()) {
      TaskStatus status = statuses.get(id);
      if (status != null) known.put(id, status);
    }
    return new Observed(
        Collections.unmodifiableMap(mine), Collections.unmodifiableMap(known), nodes, fits);
  }

  NodeFit fits() {
    return fits;
  }

  synchronized Map<NodeId, NodeState> states(Instant now) {
    return attendances.states(now);
  }
}

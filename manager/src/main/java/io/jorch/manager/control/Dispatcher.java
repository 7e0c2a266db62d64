package io.jorch.manager.control;

import io.jorch.core.cluster.SharedMap;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.dispatch.Assignments;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Sends every node its assignment set when it has changed; only sets of nodes that something
/// concerns are made. Nothing is sent to a node that has not
/// reported what it has: it would take what is missing for unwanted.
final class Dispatcher {
  private final SharedMap<NodeId, AssignmentSet> sets;
  private final SharedMap<TaskId, TaskRecord> records;
  private final SharedMap<TaskId, TaskStatus> statuses;
  private final Surroundings surroundings;
  private final long firstRevision;
  private final Map<NodeId, AssignmentSet> sent = new HashMap<>();
  private List<StackRevision> present = List.of();
  private final Set<NodeId> due = new LinkedHashSet<>();
  private final Rota<NodeId> rota = new Rota<>(Agenda.PERIOD);
  private final AtomicBoolean again = new AtomicBoolean();

  /// @param firstRevision higher than any that an earlier manager sent
  Dispatcher(
      SharedMap<NodeId, AssignmentSet> sets,
      SharedMap<TaskId, TaskRecord> records,
      SharedMap<TaskId, TaskStatus> statuses,
      Function<TaskSpec, SpecHash> hash,
      Stacks stacks,
      long firstRevision) {
    this.sets = sets;
    this.records = records;
    this.statuses = statuses;
    this.surroundings = new Surroundings(stacks, hash);
    this.firstRevision = firstRevision;
  }

  /// @param leaving stacks whose tasks are gone and whose networks and ports must go too
  void send(Board board, List<StackRevision> desired, Set<StackName> leaving, Instant now)
      throws IOException {
    Set<NodeId> told = new HashSet<>(board.syncedNodes());
    for (NodeId node : told) if (!sent.containsKey(node)) due.add(node);
    told.addAll(sent.keySet());
    due.addAll(board.touchedNodes());
    due.addAll(surroundings.update(board, present(desired, leaving), told, now));
    told.forEach(rota::add);
    due.addAll(rota.due(now));
    if (again.getAndSet(false)) sent.values().forEach(this::post);
    var assignments = new Assignments(surroundings.catalog(), surroundings.everywhere());
    for (NodeId node : due) if (told.contains(node)) send(node, board, assignments);
    due.clear();
  }

  private void send(NodeId node, Board board, Assignments all) {
    AssignmentSet before = sent.getOrDefault(node, first(node));
    AssignmentSet set = all.one(node, board.tasks(node), before);
    if (set.equals(sent.get(node))) return;
    sent.put(node, set);
    post(set);
  }

  private void post(AssignmentSet set) {
    var _ =
        sets.putIfNewer(set.node(), set, set.revision())
            .whenComplete((_, failure) -> again.compareAndSet(false, failure != null));
  }

  /// The same list as long as nothing changes.
  private List<StackRevision> present(List<StackRevision> desired, Set<StackName> leaving) {
    if (leaving.isEmpty()) return desired;
    List<StackRevision> now =
        desired.stream().filter(each -> !leaving.contains(each.spec().name())).toList();
    if (!now.equals(present)) present = now;
    return present;
  }

  /// What was sent may be lost with the member that held it: all of it is sent at the next look.
  void sendAgain() {
    again.set(true);
  }

  private AssignmentSet first(NodeId node) {
    return AssignmentSet.empty(node).withRevision(firstRevision);
  }

  /// The revision each node must have in effect for all that was sent so far to be so.
  Map<NodeId, Long> sentRevisions() {
    Map<NodeId, Long> revisions = new HashMap<>();
    sent.forEach((node, set) -> revisions.put(node, set.revision()));
    return revisions;
  }

  /// Nothing is left of the task.
  void forget(TaskId task) {
    records.remove(task);
    statuses.remove(task);
  }
}

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
import io.jorch.manager.dispatch.Catalog;
import io.jorch.manager.dispatch.Shares;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Sends every node its assignment set when it has changed. Nothing is sent to a node that has not
/// reported what it has: it would take what is missing for unwanted.
final class Dispatcher {
  private final SharedMap<NodeId, AssignmentSet> assignments;
  private final SharedMap<TaskId, TaskRecord> records;
  private final SharedMap<TaskId, TaskStatus> statuses;
  private final Function<TaskSpec, SpecHash> hash;
  private final Stacks stacks;
  private final long firstRevision;
  private final Map<NodeId, AssignmentSet> sent = new HashMap<>();
  private final AtomicBoolean again = new AtomicBoolean();

  /// @param firstRevision higher than any that an earlier manager sent
  Dispatcher(
      SharedMap<NodeId, AssignmentSet> assignments,
      SharedMap<TaskId, TaskRecord> records,
      SharedMap<TaskId, TaskStatus> statuses,
      Function<TaskSpec, SpecHash> hash,
      Stacks stacks,
      long firstRevision) {
    this.assignments = assignments;
    this.records = records;
    this.statuses = statuses;
    this.hash = hash;
    this.stacks = stacks;
    this.firstRevision = firstRevision;
  }

  /// @param leaving stacks whose tasks are gone and whose networks and ports must go too
  void send(Board board, List<StackRevision> desired, Set<StackName> leaving) throws IOException {
    List<StackRevision> present =
        desired.stream().filter(each -> !leaving.contains(each.spec().name())).toList();
    Map<NodeId, AssignmentSet> before = new HashMap<>(sent);
    board.syncedNodes().forEach(node -> before.computeIfAbsent(node, this::first));
    boolean all = again.getAndSet(false);
    Catalog catalog = catalog(board, present, before.keySet());
    Map<NodeId, AssignmentSet> now = new Assignments(catalog).all(board.tasks(), before);
    now.forEach(
        (node, set) -> {
          if (!before.containsKey(node) || (set.equals(sent.get(node)) && !all)) return;
          sent.put(node, set);
          var _ = assignments.putIfNewer(node, set, set.revision());
        });
  }

  /// What was sent may be lost with the member that held it: all of it is sent at the next look.
  void sendAgain() {
    again.set(true);
  }

  /// What tasks refer to, with every node's share of what it needs.
  private Catalog catalog(Board board, List<StackRevision> present, Set<NodeId> nodes)
      throws IOException {
    Catalog catalog = Catalog.of(present, hash, stacks.subnets(), board.specs());
    Shares.Needs needs = Shares.needs(board.tasks(), board::ended, catalog, nodes);
    return catalog.with(new Shares(stacks.plans(needs), needs.fixed()));
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

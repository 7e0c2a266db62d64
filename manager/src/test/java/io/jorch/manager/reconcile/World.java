package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress;
import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A cluster as values: applies what the reconciler says, plays the agents, and checks after each
/// step what must always hold.
final class World {
  static final NodeId ONE = new NodeId("node00000001");
  static final NodeId TWO = new NodeId("node00000002");

  final Map<StackName, StackRevision> desired = new TreeMap<>();
  final Map<StackName, List<StackRevision>> history = new TreeMap<>();
  final Map<StackName, Map<Long, RevisionOutcome>> outcomes = new TreeMap<>();
  final Map<TaskId, Task> tasks = new LinkedHashMap<>();
  final Map<TaskId, TaskStatus> statuses = new HashMap<>();
  final Map<NodeId, NodeState> nodes = new TreeMap<>();
  final Random random;
  NodeFit fit = NodeFit.ANY;
  Instant now = Instant.parse("2030-01-01T00:00:00Z");
  Outcome last = new Outcome(List.of(), Optional.empty(), Map.of(), Map.of());
  private final Reconciler reconciler;
  private final SlotRules rules = new SlotRules(this);

  World() {
    this(1);
    node(ONE, new Liveness.Ready(), true);
  }

  World(long seed) {
    random = new Random(seed);
    reconciler = new Reconciler(Specs::hash, random);
  }

  World node(NodeId id, Liveness liveness, boolean synced) {
    NodeInfo info =
        new NodeInfo(
            id,
            "host-" + id.value().substring(11),
            "amd64",
            "6",
            "1",
            Resources.NONE,
            Map.of(),
            1,
            now,
            List.of(),
            0);
    nodes.put(id, new NodeState(info, liveness, synced, true));
    return this;
  }

  World intake(NodeId id, Intake intake) {
    nodes.computeIfPresent(
        id, (_, node) -> new NodeState(node.info(), node.liveness(), node.synced(), intake));
    return this;
  }

  World up(ServiceSpec... services) {
    return up(Specs.stack(services));
  }

  World up(StackSpec spec) {
    StackRevision old = desired.get(spec.name());
    long number = old == null ? 1 : old.revision() + 1;
    return want(new StackRevision(spec, number, now, "up", false, false));
  }

  private World want(StackRevision revision) {
    StackName name = revision.spec().name();
    desired.put(name, revision);
    history.computeIfAbsent(name, _ -> new ArrayList<>()).add(revision);
    return this;
  }

  Map<StackName, Past> pasts() {
    Map<StackName, Past> pasts = new TreeMap<>();
    history.forEach(
        (name, revisions) ->
            pasts.put(name, Past.of(revisions, outcomes.getOrDefault(name, Map.of()))));
    return pasts;
  }

  /// What became of the present revision.
  Optional<RevisionOutcome> outcome() {
    return pasts().getOrDefault(Specs.SHOP, Past.NONE).outcome();
  }

  World down() {
    StackRevision old = at(desired, Specs.SHOP);
    return want(new StackRevision(old.spec(), old.revision() + 1, now, "down", true, false));
  }

  Observed observed() {
    return new Observed(Map.copyOf(tasks), Map.copyOf(statuses), Map.copyOf(nodes), fit);
  }

  /// One reconciliation, applied. Asking again must give nothing.
  Outcome reconcile() {
    last = reconciler.reconcile(List.copyOf(desired.values()), pasts(), observed(), now);
    last.changes().forEach(this::apply);
    Outcome again = reconciler.reconcile(List.copyOf(desired.values()), pasts(), observed(), now);
    // A rollback makes a new revision, which the second look begins with.
    if (last.changes().stream().noneMatch(Change.RollBack.class::isInstance)) {
      assertEquals(List.of(), again.changes(), () -> "a second look after " + last.changes());
    }
    rules.oneLiveTaskPerSlot();
    last = new Outcome(acts(last.changes()), last.wakeAt(), last.waiting(), last.warnings());
    return last;
  }

  /// Without what is only remembered.
  private static List<Change> acts(List<Change> changes) {
    return changes.stream().filter(change -> !(change instanceof Change.Decide)).toList();
  }

  Progress progress() {
    Outcome outcome = reconciler.reconcile(List.copyOf(desired.values()), pasts(), observed(), now);
    return new Convergence(Specs::hash)
        .of(
            at(desired, Specs.SHOP),
            pasts().getOrDefault(Specs.SHOP, Past.NONE),
            observed(),
            outcome,
            Map.of(),
            now);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Create(Task task) -> {
        rules.slotIsFree(task);
        tasks.put(task.id(), task);
      }
      case Change.Stop(TaskId id, _) -> desire(id, Task.Desired.STOP);
      case Change.Remove(TaskId id, _) -> desire(id, Task.Desired.REMOVE);
      case Change.Forget(TaskId id) -> {
        tasks.remove(id);
        statuses.remove(id);
      }
      case Change.StackGone(StackName stack) -> {
        assertTrue(tasks.values().stream().noneMatch(task -> task.stack().equals(stack)));
        desired.remove(stack);
        history.remove(stack);
        outcomes.remove(stack);
      }
      case Change.Decide(StackName stack, RevisionOutcome outcome) -> decide(stack, outcome);
      case Change.RollBack(StackName stack, RevisionOutcome outcome) -> {
        decide(stack, outcome);
        rollBack(stack, outcome);
      }
    }
  }

  private void decide(StackName stack, RevisionOutcome outcome) {
    RevisionOutcome before =
        outcomes
            .computeIfAbsent(stack, _ -> new TreeMap<>())
            .putIfAbsent(outcome.revision(), outcome);
    assertTrue(before == null || before.equals(outcome), "decided once");
  }

  private void rollBack(StackName stack, RevisionOutcome outcome) {
    long to = outcome.rolledBackTo().orElseThrow();
    StackRevision back =
        at(history, stack).stream().filter(each -> each.revision() == to).findFirst().orElseThrow();
    want(
        new StackRevision(
            back.spec(),
            at(desired, stack).revision() + 1,
            now,
            "rollback to revision " + to,
            false,
            false,
            OptionalLong.of(to)));
  }

  private void desire(TaskId id, Task.Desired wish) {
    tasks.compute(
        id,
        (_, task) -> {
          assertTrue(task != null && task.desired().compareTo(wish) < 0, "only onwards");
          return task.toward(wish);
        });
  }

  /// Reports a state for a task.
  void report(TaskId id, TaskState state, Health health, OptionalInt code) {
    NodeId node = at(tasks, id).node().orElseThrow();
    statuses.put(id, status(id, node, statuses.get(id), state, health, code, now));
  }

  /// The status that follows `old`; only states further on are allowed.
  static TaskStatus status(
      TaskId id,
      NodeId node,
      @Nullable TaskStatus old,
      TaskState state,
      Health health,
      OptionalInt code,
      Instant now) {
    if (old != null && old.state() != state) {
      assertTrue(old.state().mayBecome(state), () -> old.state() + " cannot become " + state);
    }
    boolean runs = state.rank() >= TaskState.RUNNING.rank();
    Optional<Instant> started = old == null ? Optional.empty() : old.startedAt();
    return new TaskStatus(
        id,
        node,
        old == null ? 1 : old.sequence() + 1,
        state,
        health,
        now,
        started.or(() -> runs ? Optional.of(now) : Optional.empty()),
        state.ended() ? Optional.of(now) : Optional.empty(),
        code,
        false,
        "",
        OptionalInt.empty(),
        Map.of(),
        Map.of(),
        false);
  }

  void report(Task task, TaskState state) {
    report(task.id(), state, Health.NONE, OptionalInt.empty());
  }

  void exit(Task task, int code) {
    TaskStatus old = statuses.get(task.id());
    report(
        task.id(),
        code == 0 ? TaskState.COMPLETE : TaskState.FAILED,
        old == null ? Health.NONE : old.health(),
        OptionalInt.of(code));
  }

  /// The newest task of a slot.
  Task task(String service, int slot) {
    return history(service, slot).getLast();
  }

  /// All tasks of a slot, oldest first.
  List<Task> history(String service, int slot) {
    return tasks.values().stream()
        .filter(task -> task.service().value().equals(service) && task.slot() == slot)
        .toList();
  }

  List<Task> live(String service) {
    Observed observed = observed();
    return tasks.values().stream()
        .filter(task -> task.service().value().equals(service))
        .filter(task -> observed.see(task).live())
        .toList();
  }

  /// Every agent does what it is told, at once.
  void obey() {
    for (Task task : List.copyOf(tasks.values())) {
      if (task.node().isEmpty()) {
        tasks.put(task.id(), task.on(task.bound().orElse(ONE)));
      }
      obey(at(tasks, task.id()));
    }
  }

  void obey(Task task) {
    TaskState state = observed().see(task).state();
    switch (task.desired()) {
      case RUN -> {
        if (!state.ended() && state != TaskState.RUNNING) {
          report(task, TaskState.RUNNING);
        }
      }
      case STOP -> {
        if (!state.ended()) {
          exit(task, 143);
        }
      }
      case REMOVE -> report(task, TaskState.REMOVED);
    }
  }

  /// Reconciles and obeys until nothing changes any more.
  World settle() {
    int rounds = 0;
    boolean moved = true;
    while (moved) {
      Observed before = observed();
      reconcile();
      obey();
      moved = !before.equals(observed());
      assertTrue(rounds++ < 200, "does not come to rest");
    }
    return this;
  }

  World pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  String waiting(String service, int slot) {
    return last.waiting().getOrDefault(new SlotRef(Specs.SHOP, new ServiceName(service), slot), "");
  }
}

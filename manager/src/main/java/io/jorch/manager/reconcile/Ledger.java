package io.jorch.manager.reconcile;

import static java.util.Collections.unmodifiableMap;

import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Collects an outcome while one reconciliation goes on. Knows which wish a task's present state
/// needs, so that no change is asked for twice.
final class Ledger {
  private final Observed observed;
  private final List<Change> changes = new ArrayList<>();
  private final Set<TaskId> touched = new HashSet<>();
  private final Set<TaskId> forgotten = new HashSet<>();
  private final Map<SlotRef, String> waiting = new TreeMap<>();
  private final Map<SlotRef, String> warnings = new TreeMap<>();
  private Optional<Instant> wakeAt = Optional.empty();

  Ledger(Observed observed) {
    this.observed = observed;
  }

  Observed observed() {
    return observed;
  }

  /// An empty one about the same observation.
  Ledger another() {
    return new Ledger(observed);
  }

  /// Takes over the changes of another look at one stack, to be made after those known.
  void addChanges(Ledger look) {
    changes.addAll(look.changes);
    warnings.putAll(look.warnings); // about what the changes tolerate
  }

  /// Takes over why anything waits, and until when, from the last look at one stack.
  void addReasons(Ledger look) {
    waiting.putAll(look.waiting);
    look.wakeAt.ifPresent(this::wake);
  }

  /// Nothing follows from the changes here, or what is desired changes with them.
  boolean last() {
    return changes.stream()
        .allMatch(
            change -> change instanceof Change.StackGone || change instanceof Change.RollBack);
  }

  Optional<RevisionOutcome> decided() {
    return changes.stream()
        .filter(Change.Decide.class::isInstance)
        .map(change -> ((Change.Decide) change).outcome())
        .findFirst();
  }

  /// The tasks once the changes are applied.
  List<Seen> after(List<Seen> tasks) {
    Map<TaskId, Seen> known = new LinkedHashMap<>();
    tasks.forEach(seen -> known.put(seen.task().id(), seen));
    for (Change change : changes) {
      switch (change) {
        case Change.Create(Task task) -> known.put(task.id(), observed.see(task));
        case Change.Stop(TaskId id, _) -> known.computeIfPresent(id, toward(Task.Desired.STOP));
        case Change.Remove(TaskId id, _) -> known.computeIfPresent(id, toward(Task.Desired.REMOVE));
        case Change.Forget(TaskId id) -> known.remove(id);
        case Change.Decide _, Change.RollBack _, Change.StackGone _ -> {}
      }
    }
    return List.copyOf(known.values());
  }

  private BiFunction<TaskId, Seen, Seen> toward(Task.Desired wish) {
    return (_, seen) -> observed.see(seen.task().toward(wish));
  }

  void create(Task task) {
    changes.add(new Change.Create(task));
  }

  /// Ends a task and keeps its history. One that never reached a node has none: it is forgotten.
  void stop(Seen seen, String reason) {
    if (seen.task().node().isEmpty()) {
      forget(seen);
    } else if (seen.wanted() && touched.add(seen.task().id())) {
      changes.add(new Change.Stop(seen.task().id(), reason));
    }
  }

  /// Ends a task and its history. Where no node can act on that, it is forgotten at once.
  void remove(Seen seen, String reason) {
    boolean nobody = seen.task().node().map(observed::unreachable).orElse(true);
    if (nobody) {
      forget(seen);
    } else if (seen.task().desired() != Task.Desired.REMOVE && touched.add(seen.task().id())) {
      changes.add(new Change.Remove(seen.task().id(), reason));
    }
  }

  void forget(Seen seen) {
    touched.add(seen.task().id());
    if (forgotten.add(seen.task().id())) {
      changes.add(new Change.Forget(seen.task().id()));
    }
  }

  /// The task still counts once the changes so far are applied.
  boolean remembers(Seen seen) {
    return !forgotten.contains(seen.task().id());
  }

  void decide(Change ruling) {
    changes.add(ruling);
  }

  void stackGone(StackName stack) {
    changes.add(new Change.StackGone(stack));
  }

  void waits(SlotRef where, String reason) {
    waiting.put(where, reason);
  }

  void warns(SlotRef where, String reason) {
    warnings.put(where, reason);
  }

  void wake(Instant at) {
    wakeAt = Optional.of(wakeAt.filter(known -> known.isBefore(at)).orElse(at));
  }

  Outcome outcome() {
    return new Outcome(
        List.copyOf(changes), wakeAt, unmodifiableMap(waiting), unmodifiableMap(warnings));
  }
}

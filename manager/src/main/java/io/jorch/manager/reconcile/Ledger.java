package io.jorch.manager.reconcile;

import static java.util.Collections.unmodifiableMap;

import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

package io.jorch.manager.reconcile;

import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// All tasks of one slot, oldest first, without those already told to go.
///
/// @param removing tasks told to go whose containers may still be there
record Slot(int number, List<Seen> tasks, List<Seen> removing) {
  static final int KEPT = 5;

  static Slot of(int number, List<Seen> seen) {
    List<Seen> staying = new ArrayList<>();
    List<Seen> removing = new ArrayList<>();
    for (Seen each : seen.stream().sorted(Seen.BY_AGE).toList()) {
      if (each.task().desired() == Task.Desired.REMOVE) {
        removing.add(each);
      } else {
        staying.add(each);
      }
    }
    return new Slot(number, List.copyOf(staying), List.copyOf(removing));
  }

  static Slot empty(int number) {
    return new Slot(number, List.of(), List.of());
  }

  boolean exists() {
    return !tasks.isEmpty();
  }

  /// The one live task that should go on. More than one is found while one takes the other's
  /// place, after a node that was given up came back, or after two managers decided at once.
  ///
  /// @param displaced tasks that are in the wrong place
  Optional<Seen> current(SpecHash hash, Predicate<Seen> displaced) {
    if (tasks.size() == 1) return Optional.of(tasks.getFirst()).filter(Slot::counts);
    Comparator<Seen> best =
        Comparator.comparing(Seen::ready)
            .thenComparing(seen -> seen.task().spec().equals(hash))
            .thenComparing(seen -> !displaced.test(seen))
            .thenComparingInt(seen -> seen.state().rank())
            .thenComparing(Seen.BY_AGE);
    return tasks.stream().filter(Slot::counts).max(best);
  }

  private static boolean counts(Seen seen) {
    return seen.live() && seen.wanted();
  }

  /// A live task that has been told to end.
  Optional<Seen> ending() {
    return tasks.stream()
        .filter(seen -> seen.live() && !seen.wanted())
        .findFirst()
        .or(() -> removing.stream().filter(Seen::live).findFirst());
  }

  Optional<Seen> lastEnded() {
    return tasks.reversed().stream().filter(seen -> !seen.live()).findFirst();
  }

  List<Seen> withSpec(SpecHash hash) {
    return tasks.stream().filter(seen -> seen.task().spec().equals(hash)).toList();
  }

  /// No task is left beside the one that counts.
  boolean alone() {
    long live = tasks.stream().filter(Seen::live).count();
    return live + removing.stream().filter(Seen::live).count() <= 1;
  }

  boolean anyLive() {
    return tasks.stream().anyMatch(Seen::live) || removing.stream().anyMatch(Seen::live);
  }
}

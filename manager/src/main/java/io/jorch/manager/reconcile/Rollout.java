package io.jorch.manager.reconcile;

import io.jorch.core.model.RevisionOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replaces tasks of an older specification: those that serve nobody all at once, the others a few
/// at a time, each only when what was replaced before is ready and its delay is over. Knows nothing
/// but what is observed: a slot is under way as long as it looks so.
final class Rollout {
  private final Service service;
  private final Gate gate;
  private final Ledger ledger;
  private final Instant now;
  private final Replacements replacements;
  private final Map<Integer, SlotState> states;
  private final Set<Integer> failed;

  Rollout(Service service, Gate gate, Ledger ledger, Instant now, Replacements replacements) {
    this.service = service;
    this.gate = gate;
    this.ledger = ledger;
    this.now = now;
    this.replacements = replacements;
    this.states = gate.states(service);
    this.failed = FailedSlots.of(service).keySet();
  }

  void run() {
    Map<Boolean, List<Integer>> outdated = outdated();
    List<Integer> idle = outdated.getOrDefault(false, List.of());
    List<Integer> serving = outdated.getOrDefault(true, List.of());
    if (idle.isEmpty() && serving.isEmpty()) {
      return;
    }
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      idle.forEach(number -> ledger.waits(service.ref(number), obstacle.get()));
      serving.forEach(number -> ledger.waits(service.ref(number), obstacle.get()));
      return;
    }
    gate.of(service).warnings().forEach(warning -> ledger.warns(service.ref(0), warning));
    idle.forEach(number -> replacements.stopFirst(number, old(number)));
    next(serving, idle.isEmpty());
  }

  private Optional<String> obstacle() {
    Optional<String> failure =
        gate.stack()
            .past()
            .failure()
            .map(RevisionOutcome::reason)
            .map("the update has stopped: "::concat);
    Gate.Opinion opinion = gate.of(service);
    return failure.or(() -> opinion.open() ? Optional.empty() : Optional.of(opinion.reason()));
  }

  private Map<Boolean, List<Integer>> outdated() {
    Map<Boolean, List<Integer>> found = new HashMap<>();
    states.forEach(
        (number, state) -> {
          if (state instanceof SlotState.Outdated(Seen task)) {
            found.computeIfAbsent(task.ready(), _ -> new ArrayList<>()).add(number);
          }
        });
    return found;
  }

  /// Slots that failed and are tolerated come last: they must not hold up the others.
  private void next(List<Integer> serving, boolean nothingElse) {
    List<Integer> order = new ArrayList<>(serving.stream().filter(this::well).toList());
    serving.stream().filter(number -> !well(number)).forEach(order::add);
    int parallelism = service.update().policy().parallelism();
    long room = parallelism == 0 ? order.size() : parallelism - underWay();
    for (int number : order) {
      if (nothingElse && room > 0) {
        replace(number);
        room--;
      } else {
        ledger.waits(service.ref(number), "is replaced when the slots before it are ready again");
      }
    }
  }

  private boolean well(int number) {
    return !failed.contains(number);
  }

  private long underWay() {
    return states.entrySet().stream()
        .filter(each -> !(each.getValue() instanceof SlotState.Outdated))
        .filter(each -> well(each.getKey()) && !through(each.getKey(), each.getValue()))
        .count();
  }

  private boolean through(int number, SlotState state) {
    return switch (state) {
      case SlotState.Ready(Seen task) -> service.slot(number).alone() && rested(task);
      case SlotState.Done _ -> true;
      case SlotState.Coming _,
          SlotState.GaveUp _,
          SlotState.Unhealthy _,
          SlotState.Outdated _,
          SlotState.Replacing _,
          SlotState.Ending _,
          SlotState.Vacant _,
          SlotState.BackingOff _,
          SlotState.Stranded _ ->
          false;
    };
  }

  /// The delay after its replacement is over.
  private boolean rested(Seen task) {
    Instant until = task.readySince().plus(service.update().policy().delay());
    if (!service.update().made(task) || !until.isAfter(now)) {
      return true;
    }
    ledger.wake(until);
    return false;
  }

  private void replace(int number) {
    if (service.spec().startsFirst(service.update().policy())) {
      replacements.startFirst(number, old(number));
    } else {
      replacements.stopFirst(number, old(number));
    }
  }

  private Seen old(int number) {
    return service.current(service.slot(number)).orElseThrow();
  }
}

package io.jorch.manager.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Replaces tasks of an older specification: those that serve nobody all at once, the others one
/// after another, each only when all that were replaced before are ready.
final class Rollout {
  private final Service service;
  private final Gate gate;
  private final Ledger ledger;
  private final Map<Integer, SlotState> states;

  Rollout(Service service, Gate gate, Ledger ledger, Map<Integer, SlotState> states) {
    this.service = service;
    this.gate = gate;
    this.ledger = ledger;
    this.states = states;
  }

  /// Returns the slots that are free at once, because their old tasks had not reached a node.
  List<Integer> run() {
    Map<Boolean, List<Integer>> outdated = outdated();
    List<Integer> idle = outdated.getOrDefault(false, List.of());
    List<Integer> serving = outdated.getOrDefault(true, List.of());
    if (idle.isEmpty() && serving.isEmpty()) {
      return List.of();
    }
    Gate.Opinion opinion = gate.of(service);
    if (!opinion.open()) {
      idle.forEach(number -> waits(number, opinion.reason()));
      serving.forEach(number -> waits(number, opinion.reason()));
      return List.of();
    }
    opinion.warnings().forEach(warning -> ledger.warns(service.ref(0), warning));
    List<Integer> free = idle.stream().filter(this::replace).toList();
    next(serving, idle.isEmpty());
    return free;
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

  private void next(List<Integer> serving, boolean nothingElse) {
    boolean settled =
        states.values().stream()
            .allMatch(state -> state.settled() || state instanceof SlotState.Outdated);
    for (int i = 0; i < serving.size(); i++) {
      if (i == 0 && settled && nothingElse) {
        replace(serving.get(i));
      } else {
        waits(serving.get(i), "is replaced when the slots before it are ready again");
      }
    }
  }

  private boolean replace(int number) {
    if (states.get(number) instanceof SlotState.Outdated(Seen task)) {
      ledger.stop(task, "replaced by a newer specification");
      return !ledger.remembers(task);
    }
    return false;
  }

  private void waits(int number, String reason) {
    ledger.waits(service.ref(number), reason);
  }
}

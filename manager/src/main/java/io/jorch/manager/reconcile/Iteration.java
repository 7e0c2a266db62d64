package io.jorch.manager.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A job whose specification changed begins anew: what still runs of the old one ends at once,
/// since none of it counts any more.
final class Iteration {
  private final Service service;
  private final Gate gate;
  private final Ledger ledger;
  private final Map<Integer, SlotState> states;

  Iteration(Service service, Gate gate, Ledger ledger, Map<Integer, SlotState> states) {
    this.service = service;
    this.gate = gate;
    this.ledger = ledger;
    this.states = states;
  }

  /// Returns the slots that are free at once, because their old tasks had not reached a node.
  List<Integer> run() {
    List<Integer> free = new ArrayList<>();
    states.forEach(
        (number, state) -> {
          if (!(state instanceof SlotState.Outdated(Seen task))) return;
          Gate.Opinion opinion = gate.of(service);
          if (!opinion.open()) {
            ledger.waits(service.ref(number), opinion.reason());
            return;
          }
          ledger.stop(task, "the job begins anew with a newer specification");
          if (!ledger.remembers(task)) free.add(number);
        });
    return free;
  }
}

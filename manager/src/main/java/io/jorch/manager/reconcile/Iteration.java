package io.jorch.manager.reconcile;

/// A job whose specification changed begins anew: what still runs of the old one ends at once,
/// since none of it counts any more.
final class Iteration {
  private final Service service;
  private final Gate gate;
  private final Ledger ledger;
  private final Replacements replacements;

  Iteration(Service service, Gate gate, Ledger ledger, Replacements replacements) {
    this.service = service;
    this.gate = gate;
    this.ledger = ledger;
    this.replacements = replacements;
  }

  void run() {
    gate.states(service)
        .forEach(
            (number, state) -> {
              if (state instanceof SlotState.Outdated(Seen task)) replace(number, task);
            });
  }

  private void replace(int number, Seen task) {
    Gate.Opinion opinion = gate.of(service);
    if (opinion.open()) {
      replacements.stopFirst(number, task);
    } else {
      ledger.waits(service.ref(number), opinion.reason());
    }
  }
}

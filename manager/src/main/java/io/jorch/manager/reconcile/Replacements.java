package io.jorch.manager.reconcile;

import java.time.Instant;
import java.util.function.ObjIntConsumer;

/// The two ways of putting one task in the place of another.
final class Replacements {
  private final Service service;
  private final Ledger ledger;
  private final Instant now;
  private final ObjIntConsumer<Integer> create;

  /// @param create makes a task for a slot, with the number of its attempt
  Replacements(Service service, Ledger ledger, Instant now, ObjIntConsumer<Integer> create) {
    this.service = service;
    this.ledger = ledger;
    this.now = now;
    this.create = create;
  }

  /// Ends the old one. The slot is filled when that has happened, which is at once when the task
  /// had not reached a node.
  void stopFirst(int number, Seen old) {
    boolean held = !service.volumes().isEmpty() && !service.accepted(old);
    if (held) {
      String node = old.task().node().map(service.observed()::nodeName).orElse("unknown");
      ledger.waits(
          service.ref(number),
          "its volume is on node "
              + node
              + ", which takes no new tasks; `jorch node activate "
              + node
              + "` lets it go on");
      return;
    }
    ledger.stop(old, service.whyReplaced(old));
    if (!ledger.remembers(old)) {
      create.accept(number, 0);
    }
  }

  /// Makes the next one beside the old one, which goes when that is ready.
  void startFirst(int number, Seen old) {
    switch (service.successorAfter(service.slot(number), old)) {
      case RestartRule.Next.Again(Instant at, int attempt) when at.isAfter(now) -> {
        ledger.wake(at);
        ledger.waits(
            service.ref(number), "waits before attempt " + attempt + " at its replacement");
      }
      case RestartRule.Next.Again(_, int attempt) -> create.accept(number, attempt);
      case RestartRule.Next.GaveUp(String reason) -> ledger.waits(service.ref(number), reason);
      case RestartRule.Next.Done _ ->
          ledger.waits(service.ref(number), "its replacement ended by itself");
    }
  }
}

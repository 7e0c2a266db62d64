package io.jorch.manager.reconcile;

import io.jorch.core.model.UpdatePolicy;
import java.util.List;
import java.util.Map;

/// Moves tasks away from nodes that are drained or no longer what their service asks for, a few of
/// a service at a time: the one in the new place is ready before the old one goes, unless two of
/// the service must not be there at once.
/// What is bound to its node stays and says so.
final class Evacuation {
  /// Tasks at a time of a service that says nothing about updates: none is missing meanwhile.
  private static final int UNSAID = 10;

  private final Service service;
  private final Ledger ledger;
  private final Map<Integer, SlotState> states;
  private final Replacements replacements;

  Evacuation(
      Service service, Ledger ledger, Map<Integer, SlotState> states, Replacements replacements) {
    this.service = service;
    this.ledger = ledger;
    this.states = states;
    this.replacements = replacements;
  }

  void run() {
    states.keySet().stream().filter(this::asWanted).forEach(this::explain);
    List<Integer> leaving = states.keySet().stream().filter(this::mustLeave).toList();
    if (leaving.isEmpty()) return;
    int parallelism = parallelism();
    long room = parallelism == 0 ? leaving.size() : parallelism - underWay();
    for (int number : leaving) {
      if (room > 0) {
        move(number);
        room--;
      } else {
        ledger.waits(service.ref(number), "moves when those before it have moved");
      }
    }
  }

  private int parallelism() {
    UpdatePolicy policy = service.update().policy();
    boolean unsaid = policy.equals(UpdatePolicy.DEFAULT) && service.spec().exclusive().isEmpty();
    return unsaid ? UNSAID : policy.parallelism();
  }

  /// Its task is as wanted, but for the place, and nothing is there yet to follow it.
  private boolean mustLeave(int number) {
    Slot slot = service.slot(number);
    return asWanted(number)
        && service.successor(slot).isEmpty()
        && service.current(slot).map(service::displaced).orElse(false);
  }

  private boolean asWanted(int number) {
    SlotState state = states.get(number);
    return state instanceof SlotState.Ready || state instanceof SlotState.Coming;
  }

  private long underWay() {
    boolean exclusive = service.spec().exclusive().isPresent();
    return states.entrySet().stream()
        .filter(each -> moving(exclusive, service.slot(each.getKey()), each.getValue()))
        .count();
  }

  private static boolean moving(boolean exclusive, Slot slot, SlotState state) {
    return (exclusive && !state.settled()) || !slot.alone();
  }

  private void move(int number) {
    Seen task = service.current(service.slot(number)).orElseThrow();
    if (service.spec().exclusive().isPresent() || !task.ready()) {
      replacements.stopFirst(number, task);
    } else {
      replacements.startFirst(number, task);
    }
  }

  private void explain(int number) {
    service
        .current(service.slot(number))
        .flatMap(service::whyItStays)
        .ifPresent(reason -> ledger.waits(service.ref(number), reason));
  }
}

package io.jorch.manager.reconcile;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.VolumeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Brings one service's slots a step closer to its specification.
final class ServicePass {
  private final Service service;
  private final Gate gate;
  private final Ledger ledger;
  private final Instant now;
  private final RandomGenerator ids;
  private final Map<Integer, SlotState> states;
  private final Turns turns;
  private Map<Integer, NodeId> nodes = Map.of();

  ServicePass(Service service, Gate gate, Ledger ledger, Instant now, RandomGenerator ids) {
    this.service = service;
    this.gate = gate;
    this.ledger = ledger;
    this.now = now;
    this.ids = ids;
    this.states = gate.states(service);
    this.turns = new Turns(service);
  }

  void run() {
    service.slots().values().forEach(this::prune);
    if (service.spec().stopped()) {
      return;
    }
    if (service.spec().deployment().mode().global()) {
      bindToNodes();
    } else {
      scaleDown();
    }
    states.forEach(this::settleDoubles);
    states.forEach(this::mend);
    Replacements replacements = new Replacements(service, ledger, now, this::create);
    if (service.spec().deployment().mode().job()) {
      new Iteration(service, gate, ledger, replacements).run();
    } else {
      new Rollout(service, gate, ledger, now, replacements).run();
    }
    new Evacuation(service, ledger, states, replacements).run();
  }

  private void scaleDown() {
    String reason = "scaled to " + service.spec().replicas();
    for (Slot slot : service.slots().values()) {
      if (!states.containsKey(slot.number())) {
        slot.tasks().forEach(seen -> ledger.remove(seen, reason));
      }
    }
  }

  private void bindToNodes() {
    GlobalSlots global = new GlobalSlots(service);
    nodes = global.chosen();
    if (nodes.isEmpty()) waits(0, "no node is what the service asks for");
    for (Slot slot : service.slots().values()) {
      if (!nodes.containsKey(slot.number()) && !global.dormant(slot)) {
        String reason = global.whyCleared(slot);
        slot.tasks().forEach(seen -> ledger.remove(seen, reason));
      }
    }
  }

  private void settleDoubles(int number, SlotState state) {
    Slot slot = service.slot(number);
    Optional<Seen> current = service.current(slot);
    Optional<Seen> next = service.successor(slot);
    next.filter(seen -> seen.running() && seen.unhealthy())
        .ifPresent(seen -> ledger.stop(seen, "its health check failed"));
    for (Seen seen : slot.tasks()) {
      boolean given = seen.state() == TaskState.LOST && !(state instanceof SlotState.Stranded);
      if (given) {
        // Pinned here: should its node come back, the task ends instead of filling the slot twice.
        ledger.stop(seen, "its node is lost");
      } else if (seen.live()
          && current.isPresent()
          && !current.get().equals(seen)
          && !next.equals(Optional.of(seen))) {
        ledger.stop(seen, superseded(seen, current.get()));
      }
    }
  }

  private String superseded(Seen seen, Seen current) {
    boolean second = seen.task().spec().equals(service.hash()) && !service.displaced(seen);
    return second
        ? "task " + current.shortId() + " already fills its slot"
        : service.whyReplaced(seen);
  }

  private void mend(int number, SlotState state) {
    switch (state) {
      case SlotState.Ready _, SlotState.Coming _, SlotState.Outdated _, SlotState.Replacing _ -> {}
      case SlotState.Done _ ->
          // Its successor has done what there was to do.
          service
              .current(service.slot(number))
              .ifPresent(old -> ledger.stop(old, service.whyReplaced(old)));
      case SlotState.GaveUp(_, String reason) -> waits(number, reason);
      case SlotState.Unhealthy(Seen task) -> ledger.stop(task, "its health check failed");
      case SlotState.Ending _ -> waits(number, SlotText.of(state));
      case SlotState.Vacant(int attempt, boolean first) -> fill(number, attempt, first);
      case SlotState.BackingOff(_, Instant until, _) -> {
        ledger.wake(until);
        waits(number, SlotText.of(state));
      }
      case SlotState.Stranded(Seen task) -> waits(number, stranded(task));
    }
  }

  private void fill(int number, int attempt, boolean first) {
    Gate.Opinion opinion = gate.of(service);
    if (first && !opinion.open()) {
      waits(number, opinion.reason());
      return;
    }
    for (String warning : opinion.warnings()) {
      ledger.warns(service.ref(0), warning);
    }
    if (turns.take()) {
      create(number, attempt);
    } else {
      waits(number, turns.reason());
    }
  }

  private void create(int number, int attempt) {
    String name = service.spec().containerName().orElse(service.ref(number).toString());
    ledger.create(
        new Task(
                TaskId.random(ids),
                service.stack(),
                service.spec().name(),
                number,
                name,
                service.hash(),
                Optional.empty(),
                Task.Desired.RUN,
                now,
                attempt)
            .boundTo(Optional.ofNullable(nodes.get(number))));
  }

  /// Ended tasks are kept for their logs and exit codes, but not for ever.
  private void prune(Slot slot) {
    List<Seen> ended = slot.tasks().stream().filter(seen -> !seen.live()).toList();
    int kept = service.keptPerSlot();
    ended.stream()
        .limit(Math.max(0, ended.size() - kept))
        .forEach(seen -> ledger.remove(seen, "more than " + kept + " ended tasks in its slot"));
  }

  private String stranded(Seen task) {
    VolumeName volume = service.volumes().getFirst();
    String node = task.task().node().map(service.observed()::nodeName).orElse("unknown");
    return "volume "
        + volume
        + " is on node "
        + node
        + ", which is lost; the task goes on when the node is back";
  }

  private void waits(int number, String reason) {
    ledger.waits(service.ref(number), reason);
  }
}

package io.jorch.manager.reconcile;

import io.jorch.core.model.MountSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// One service as desired, with its tasks sorted into slots.
///
/// @param slots slots that have tasks, without slot 0
record Service(
    StackName stack,
    ServiceSpec spec,
    SpecHash hash,
    NavigableMap<Integer, Slot> slots,
    Observed observed) {

  SlotRef ref(int slot) {
    return new SlotRef(stack, spec.name(), slot);
  }

  Slot slot(int number) {
    return slots.getOrDefault(number, Slot.empty(number));
  }

  /// The slots to fill. Those in use stay in use; what is too many goes from the least useful and
  /// the highest, what is missing is added from the lowest free number.
  List<Integer> chosen() {
    if (spec.deployment().mode().global()) {
      return List.copyOf(new GlobalSlots(this).chosen().keySet());
    }
    List<Slot> used = new ArrayList<>(slots.values().stream().filter(Slot::exists).toList());
    used.sort(Comparator.comparing(this::useless).thenComparingInt(Slot::number));
    TreeMap<Integer, Slot> chosen = new TreeMap<>();
    used.stream().limit(spec.replicas()).forEach(slot -> chosen.put(slot.number(), slot));
    for (int number = 1; chosen.size() < spec.replicas(); number++) {
      chosen.putIfAbsent(number, slot(number));
    }
    return List.copyOf(chosen.keySet());
  }

  private boolean useless(Slot slot) {
    boolean ready = slot.current(hash).map(Seen::ready).orElse(false);
    return !ready && slot.tasks().stream().noneMatch(Seen::succeeded);
  }

  Map<Integer, SlotState> states(Instant now) {
    Map<Integer, SlotState> states = new TreeMap<>();
    chosen().forEach(number -> states.put(number, state(slot(number), now)));
    return states;
  }

  SlotState state(Slot slot, Instant now) {
    Optional<Seen> current = slot.current(hash);
    if (current.isPresent()) {
      return occupied(slot, current.get());
    }
    Optional<Seen> ending = slot.ending();
    if (ending.isPresent()) {
      return new SlotState.Ending(ending.get());
    }
    return slot.lastEnded()
        .map(last -> ended(slot, last, now))
        .orElse(new SlotState.Vacant(0, true));
  }

  private SlotState occupied(Slot slot, Seen current) {
    if (!current.task().spec().equals(hash)) {
      return new SlotState.Outdated(current);
    }
    if (current.running() && current.unhealthy() && replacing(slot, current)) {
      return new SlotState.Unhealthy(current);
    }
    // A job is not there when it runs, but when it is done.
    boolean there = current.ready() && !spec.deployment().mode().job();
    return there ? new SlotState.Ready(current) : new SlotState.Coming(current);
  }

  /// An unhealthy task that nothing would follow is better than none.
  private boolean replacing(Slot slot, Seen current) {
    return new RestartRule(spec).after(current, slot.withSpec(hash))
        instanceof RestartRule.Next.Again;
  }

  private SlotState ended(Slot slot, Seen last, Instant now) {
    if (last.state() == TaskState.LOST && last.wanted() && stranded(last)) {
      return new SlotState.Stranded(last);
    }
    if (!last.task().spec().equals(hash)) {
      return new SlotState.Vacant(0, true);
    }
    if (last.state() == TaskState.LOST) {
      return new SlotState.Vacant(last.task().attempt(), false);
    }
    if (!last.wanted() && !last.unhealthy()) {
      return new SlotState.Vacant(0, true);
    }
    return switch (new RestartRule(spec).after(last, slot.withSpec(hash))) {
      case RestartRule.Next.Done _ -> new SlotState.Done(last);
      case RestartRule.Next.GaveUp(String reason) -> new SlotState.GaveUp(last, reason);
      case RestartRule.Next.Again(Instant at, int attempt) ->
          at.isAfter(now)
              ? new SlotState.BackingOff(last, at, attempt)
              : new SlotState.Vacant(attempt, false);
    };
  }

  /// Bound to the node by a volume, and the node may come back.
  private boolean stranded(Seen last) {
    boolean known = last.task().node().map(observed.nodes()::containsKey).orElse(false);
    return known && !volumes().isEmpty();
  }

  /// Ended tasks to keep in each slot: as many as the restart policy has to count.
  int keptPerSlot() {
    boolean counts = spec.restart().window().isPresent();
    int attempts = counts ? spec.restart().maxAttempts().orElse(0) : 0;
    return Math.clamp(attempts + 1L, Slot.KEPT, 50);
  }

  List<MountSpec.Volume> volumes() {
    return spec.task().mounts().stream()
        .filter(MountSpec.Volume.class::isInstance)
        .map(MountSpec.Volume.class::cast)
        .toList();
  }
}

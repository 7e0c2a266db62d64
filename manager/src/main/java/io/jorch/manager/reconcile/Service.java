package io.jorch.manager.reconcile;

import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.NodeState;
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
/// @param update how it comes to its present specification
record Service(
    StackName stack,
    ServiceSpec spec,
    SpecHash hash,
    NavigableMap<Integer, Slot> slots,
    Observed observed,
    Update update) {

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
    boolean ready = current(slot).map(Seen::ready).orElse(false);
    return !ready && slot.tasks().stream().noneMatch(Seen::succeeded);
  }

  Map<Integer, SlotState> states(Instant now) {
    Map<Integer, SlotState> states = new TreeMap<>();
    chosen().forEach(number -> states.put(number, state(slot(number), now)));
    return states;
  }

  SlotState state(Slot slot, Instant now) {
    Optional<Seen> current = current(slot);
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
      return outdated(slot, current);
    }
    if (current.running() && current.unhealthy() && replacing(slot, current)) {
      return new SlotState.Unhealthy(current);
    }
    // A job is not there when it runs, but when it is done.
    boolean there = current.ready() && !spec.deployment().mode().job();
    return there ? new SlotState.Ready(current) : new SlotState.Coming(current);
  }

  private SlotState outdated(Slot slot, Seen current) {
    Optional<Seen> next = successor(slot);
    if (next.isPresent()) {
      return new SlotState.Replacing(current, next.get());
    }
    boolean startsFirst = spec.startsFirst(update.policy());
    Optional<Seen> last = startsFirst ? lastAfter(slot, current) : Optional.empty();
    return last.isPresent() && successorAfter(slot, current) instanceof RestartRule.Next.Done
        ? new SlotState.Done(last.get())
        : new SlotState.Outdated(current);
  }

  /// The task of a slot that counts.
  Optional<Seen> current(Slot slot) {
    return slot.current(hash, this::displaced);
  }

  /// The task that takes the current one's place as soon as it is ready.
  Optional<Seen> successor(Slot slot) {
    Optional<Seen> current = current(slot);
    boolean followed =
        current.isPresent()
            && (current.get().task().spec().equals(hash)
                ? displaced(current.get()) && spec.exclusive().isEmpty()
                : spec.startsFirst(update.policy()));
    return followed
        ? slot.withSpec(hash).stream()
            .filter(seen -> seen.live() && seen.wanted() && !seen.equals(current.get()))
            .filter(seen -> !displaced(seen))
            .max(Seen.BY_AGE)
        : Optional.empty();
  }

  /// What follows the latest task that was to take the place of `current` and ended.
  RestartRule.Next successorAfter(Slot slot, Seen current) {
    Optional<Seen> last = lastAfter(slot, current);
    if (last.isEmpty() || last.get().state() == TaskState.LOST) {
      int attempt = last.map(seen -> seen.task().attempt()).orElse(0);
      return new RestartRule.Next.Again(Instant.MIN, attempt);
    }
    boolean asked = !last.get().wanted() && !last.get().unhealthy();
    return asked
        ? new RestartRule.Next.Again(Instant.MIN, 0)
        : new RestartRule(spec).after(last.get(), slot.withSpec(hash));
  }

  private Optional<Seen> lastAfter(Slot slot, Seen current) {
    return slot.withSpec(hash).reversed().stream()
        .filter(seen -> !seen.live() && Seen.BY_AGE.compare(seen, current) > 0)
        .findFirst();
  }

  /// Runs on a node that is drained or no longer what the service asks for, and may run elsewhere.
  boolean displaced(Seen task) {
    boolean global = spec.deployment().mode().global();
    return !global && (drained(task) || unfit(task)) && Moves.obstacle(spec).isEmpty();
  }

  private boolean unfit(Seen task) {
    return task.task()
        .node()
        .flatMap(node -> Optional.ofNullable(observed.nodes().get(node)))
        .map(node -> !observed.fit().of(spec).test(node))
        .orElse(false);
  }

  private boolean drained(Seen task) {
    return task.task().node().map(observed.nodes()::get).map(NodeState::draining).orElse(false);
  }

  /// Its node takes new tasks.
  boolean accepted(Seen task) {
    return task.task().node().map(observed.nodes()::get).map(NodeState::accepting).orElse(true);
  }

  /// Of a task on a node that it should leave: why it does not move.
  Optional<String> whyItStays(Seen task) {
    boolean drained = drained(task);
    String what = drained ? "drained" : "not what the service asks for";
    return drained || unfit(task)
        ? Moves.obstacle(spec)
            .map(why -> "stays on node " + node(task) + ", which is " + what + ": " + why)
        : Optional.empty();
  }

  private String node(Seen task) {
    return task.task().node().map(observed::nodeName).orElse("unknown");
  }

  /// Why a task that should not have ended is ended all the same.
  String whyReplaced(Seen task) {
    return displaced(task) && task.task().spec().equals(hash)
        ? drained(task) ? "its node is drained" : "its node is not what the service asks for"
        : "replaced by a newer specification";
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

  List<VolumeName> volumes() {
    return spec.task().volumes();
  }
}

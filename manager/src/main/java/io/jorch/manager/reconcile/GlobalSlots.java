package io.jorch.manager.reconcile;

import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.NodeId;
import io.jorch.manager.node.NodeState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The slots of a global service: one for each node that suits it. A slot stays its node's as long
/// as anything is known of a task in it, so that names do not wander; a number becomes free only
/// when nothing is.
final class GlobalSlots {
  private static final Comparator<NodeState> BY_NAME =
      Comparator.comparing((NodeState node) -> node.info().hostname()).thenComparing(NodeState::id);

  private final Service service;
  private final Predicate<NodeState> suits;
  private final Map<NodeId, Integer> held = new TreeMap<>();

  GlobalSlots(Service service) {
    this.service = service;
    this.suits = service.observed().fit().of(service.spec());
    for (Slot slot : service.slots().values()) {
      owner(slot).ifPresent(node -> held.putIfAbsent(node, slot.number()));
    }
  }

  /// The node of each slot to fill.
  NavigableMap<Integer, NodeId> chosen() {
    NavigableMap<Integer, NodeId> chosen = new TreeMap<>();
    List<NodeState> nodes =
        service.observed().nodes().values().stream().filter(this::wanted).sorted(BY_NAME).toList();
    for (NodeState node : nodes) {
      Integer slot = held.get(node.id());
      if (slot != null) chosen.put(slot, node.id());
    }
    int number = 1;
    for (NodeState node : nodes) {
      if (held.containsKey(node.id())) continue;
      while (service.slots().containsKey(number) || chosen.containsKey(number)) number++;
      chosen.put(number, node.id());
    }
    return chosen;
  }

  /// A node that takes no new tasks for a while, or is away for a while, keeps its slot.
  private boolean wanted(NodeState node) {
    boolean stays = suits.test(node) && !node.draining() && !node.liveness().lost();
    boolean open = node.liveness().ready() && node.accepting();
    return stays && (open || held.containsKey(node.id()));
  }

  /// Not to be filled, nor to be cleared: its node is lost and goes on when it is back, or its task
  /// has done for good what it was for.
  boolean dormant(Slot slot) {
    Optional<NodeState> node = owner(slot).map(service.observed().nodes()::get);
    if (node.isEmpty()) return false;
    boolean away = node.get().liveness().lost() && suits.test(node.get()) && !node.get().draining();
    boolean done =
        service.spec().deployment().mode() == Mode.GLOBAL_JOB
            && slot.withSpec(service.hash()).stream().anyMatch(Seen::succeeded);
    return away || done;
  }

  /// Why a slot is cleared, as a sentence about its task.
  String whyCleared(Slot slot) {
    return owner(slot)
        .map(
            node -> {
              NodeState state = service.observed().nodes().get(node);
              String name = "node " + service.observed().nodeName(node);
              if (state == null) return name + " is no longer in the cluster";
              if (state.draining()) return name + " is drained";
              return suits.test(state)
                  ? name + " has another task of the service"
                  : name + " is not what the service asks for";
            })
        .orElse("it belongs to no node");
  }

  private Optional<NodeId> owner(Slot slot) {
    return service
        .current(slot)
        .or(() -> slot.tasks().isEmpty() ? Optional.empty() : Optional.of(slot.tasks().getLast()))
        .flatMap(seen -> seen.task().node().or(() -> seen.task().bound()));
  }
}

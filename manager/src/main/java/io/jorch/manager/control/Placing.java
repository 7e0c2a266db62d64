package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.schedule.Needs;
import io.jorch.manager.schedule.Occupancy;
import io.jorch.manager.schedule.Placement;
import io.jorch.manager.schedule.Request;
import io.jorch.manager.schedule.Scheduler;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Gives every task without a node one, and its volumes a home that is durable before the task is
/// sent out.
final class Placing {
  private final Stacks stacks;
  private final Function<TaskSpec, SpecHash> hash;

  Placing(Stacks stacks, Function<TaskSpec, SpecHash> hash) {
    this.stacks = stacks;
    this.hash = hash;
  }

  /// Places what it can; gives why the rest has no place.
  Map<TaskId, String> place(Board board, List<StackRevision> desired, Instant now)
      throws IOException {
    remember(board, desired);
    List<Request> requests = new ArrayList<>();
    Occupancy occupancy = new Occupancy();
    Observed observed = board.observed(now);
    observed.nodes().values().forEach(occupancy::node);
    for (Task task : observed.tasks().values()) {
      TaskSpec spec = board.spec(task.spec()).orElse(null);
      if (spec == null) continue;
      if (task.node().isEmpty()) {
        requests.add(new Request(task, Needs.of(spec, Optional.empty())));
      } else if (!ended(observed, task)) {
        occupancy.hold(task, task.node().get(), spec.reservations());
      }
    }
    return requests.isEmpty()
        ? Map.of()
        : settle(board, new Scheduler(occupancy, stacks.homes()).place(requests));
  }

  /// Finds a place for a task that is started at once, and gives its volumes their homes.
  Placement placeNow(Board board, Task task, TaskSpec spec, Instant now) throws IOException {
    Occupancy occupancy = new Occupancy();
    Observed observed = board.observed(now);
    observed.nodes().values().forEach(occupancy::node);
    for (Task other : observed.tasks().values()) {
      Optional<TaskSpec> held = board.spec(other.spec());
      if (other.node().isEmpty() || held.isEmpty() || ended(observed, other)) continue;
      occupancy.hold(other, other.node().get(), held.get().reservations());
    }
    Request request = new Request(task, Needs.of(spec, Optional.empty()));
    Placement placement =
        new Scheduler(occupancy, stacks.homes()).place(List.of(request)).getFirst();
    if (placement instanceof Placement.Placed placed) {
      Map<VolumeName, NodeId> homes = new HashMap<>();
      placed.binds().forEach(volume -> homes.put(volume, placed.node()));
      stacks.bind(homes);
    }
    return placement;
  }

  private void remember(Board board, List<StackRevision> desired) {
    for (StackRevision revision : desired) {
      for (ServiceSpec service : revision.spec().services().values()) {
        board.put(hash.apply(service.task()), service.task());
      }
    }
  }

  private static boolean ended(Observed observed, Task task) {
    TaskStatus status = observed.statuses().get(task.id());
    return status != null && status.state().ended();
  }

  private Map<TaskId, String> settle(Board board, List<Placement> placements) throws IOException {
    Map<TaskId, String> unplaced = new HashMap<>();
    Map<VolumeName, NodeId> homes = new HashMap<>();
    for (Placement placement : placements) {
      if (placement instanceof Placement.Placed placed) {
        placed.binds().forEach(volume -> homes.put(volume, placed.node()));
      }
    }
    if (!homes.isEmpty()) stacks.bind(homes);
    for (Placement placement : placements) {
      switch (placement) {
        case Placement.Placed placed ->
            board.task(placed.task()).ifPresent(task -> board.put(task.on(placed.node())));
        case Placement.Unplaceable none -> unplaced.put(none.task(), none.reason());
      }
    }
    return unplaced;
  }
}

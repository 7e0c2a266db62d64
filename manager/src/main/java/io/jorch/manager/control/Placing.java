package io.jorch.manager.control;

import io.jorch.core.api.PlacementView;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.schedule.Feasibility;
import io.jorch.manager.schedule.Group;
import io.jorch.manager.schedule.Images;
import io.jorch.manager.schedule.Placement;
import io.jorch.manager.schedule.Rehearsal;
import io.jorch.manager.schedule.Request;
import io.jorch.manager.schedule.Scheduler;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Gives every task without a node one, and its volumes a home that is durable before the task is
/// sent out. The loop places; users' questions are answered from the same state.
final class Placing {
  private final Stacks stacks;
  private final Function<TaskSpec, SpecHash> hash;
  private final Images images;
  private final NeedsBook needs = new NeedsBook();
  private final Seating seating = new Seating(needs);

  /// @param images which nodes have which images
  Placing(Stacks stacks, Function<TaskSpec, SpecHash> hash, Images images) {
    this.stacks = stacks;
    this.hash = hash;
    this.images = images;
  }

  /// Places what it can; gives why the rest has no place.
  ///
  /// @param states of all nodes
  synchronized Map<TaskId, String> place(
      Board board, List<StackRevision> desired, Map<NodeId, NodeState> states, Instant now)
      throws IOException {
    Set<StackName> changed = needs.update(desired);
    if (!changed.isEmpty()) remember(board, desired, changed);
    seating.update(board, changed, states, now);
    List<Request> requests = seating.requests(board);
    if (requests.isEmpty()) return Map.of();
    Scheduler scheduler = new Scheduler(seating.occupancy(), stacks.homes(), images);
    return settle(board, scheduler.place(requests));
  }

  /// Finds a place for a task that is started at once, and gives its volumes their homes.
  synchronized Placement placeNow(Board board, Task task, TaskSpec spec, Instant now)
      throws IOException {
    seating.update(board, Set.of(), board.states(now), now);
    Request request = new Request(task, needs.of(task, spec));
    Placement placement =
        new Scheduler(seating.occupancy(), stacks.homes(), images)
            .place(List.of(request))
            .getFirst();
    bind(List.of(placement));
    return placement;
  }

  private void remember(Board board, List<StackRevision> desired, Set<StackName> changed) {
    Set<StackName> gone = new HashSet<>(changed);
    for (StackRevision revision : desired) {
      if (!gone.remove(revision.spec().name())) continue;
      Map<SpecHash, TaskSpec> made = new HashMap<>();
      for (ServiceSpec service : revision.spec().services().values()) {
        made.put(hash.apply(service.task()), service.task());
      }
      board.want(revision.spec().name(), made);
    }
    gone.forEach(stack -> board.want(stack, Map.of()));
  }

  private Map<TaskId, String> settle(Board board, List<Placement> placements) throws IOException {
    Map<TaskId, String> unplaced = new HashMap<>();
    bind(placements);
    for (Placement placement : placements) {
      switch (placement) {
        case Placement.Placed placed ->
            board
                .task(placed.task())
                .ifPresent(task -> board.put(task.on(placed.node(), placed.granted())));
        case Placement.Unplaceable none -> unplaced.put(none.task(), none.reason());
      }
    }
    return unplaced;
  }

  private void bind(List<Placement> placements) throws IOException {
    Map<VolumeName, NodeId> homes = new HashMap<>();
    for (Placement placement : placements) {
      if (placement instanceof Placement.Placed placed) {
        placed.binds().forEach(volume -> homes.put(volume, placed.node()));
      }
    }
    if (homes.isEmpty()) return;
    try {
      stacks.bind(homes);
    } catch (IOException e) {
      // Nothing of this look happens, so nothing of it is held.
      placements.forEach(each -> seating.occupancy().release(each.task()));
      throw e;
    }
  }

  /// Why a task has no node: what each node says to it now.
  synchronized PlacementView explain(Task task, TaskSpec spec) {
    return new Feasibility(seating.occupancy(), stacks.homes())
        .explain(Group.of(task), needs.of(task, spec));
  }

  /// What would keep tasks of services that are not there yet from starting, by service.
  synchronized Map<ServiceName, String> foresee(StackSpec stack, List<ServiceSpec> services) {
    return new Rehearsal(seating.occupancy(), stacks.homes(), images).of(stack, services);
  }
}

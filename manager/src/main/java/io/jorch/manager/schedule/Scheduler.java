package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Gives each task the feasible node with the fewest tasks of its service, then the fewest at
/// all. Conditions are looked at once for all tasks of a service with the same needs; each task
/// then costs the logarithm of the number of nodes.
public final class Scheduler {
  private record Batch(Occupancy.Group group, Needs needs) {}

  private final Occupancy occupancy;
  private final Map<VolumeName, NodeId> homes;
  private final Feasibility feasibility;

  /// @param occupancy takes in what is placed here
  /// @param homes the node of each volume that has one
  public Scheduler(Occupancy occupancy, Map<VolumeName, NodeId> homes) {
    this.occupancy = occupancy;
    this.homes = new HashMap<>(homes);
    this.feasibility = new Feasibility(occupancy, this.homes);
  }

  public List<Placement> place(List<Request> requests) {
    Map<Batch, List<Task>> batches = new LinkedHashMap<>();
    for (Request request : requests) {
      Batch batch = new Batch(request.group(), request.needs());
      batches.computeIfAbsent(batch, _ -> new ArrayList<>()).add(request.task());
    }
    List<Placement> placements = new ArrayList<>(requests.size());
    batches.forEach((batch, tasks) -> place(batch, tasks, placements));
    return placements;
  }

  private void place(Batch batch, List<Task> tasks, List<Placement> placements) {
    PriorityQueue<NodeLoad> candidates = candidates(batch);
    String reason = "";
    for (Task task : tasks) {
      NodeLoad best = best(batch.needs(), candidates);
      if (best == null) {
        reason = reason.isEmpty() ? feasibility.obstacles(batch.needs()).orElse("") : reason;
        placements.add(new Placement.Unplaceable(task.id(), reason));
      } else {
        placements.add(take(task, batch.needs(), best));
        candidates.add(best);
      }
    }
  }

  private PriorityQueue<NodeLoad> candidates(Batch batch) {
    PriorityQueue<NodeLoad> queue =
        new PriorityQueue<>(
            Comparator.comparingInt((NodeLoad load) -> load.of(batch.group()))
                .thenComparingInt(NodeLoad::total)
                .thenComparing(load -> load.state().id()));
    for (NodeLoad load : occupancy.loads()) {
      if (feasibility.obstacle(batch.needs(), load).isEmpty()) {
        queue.add(load);
      }
    }
    return queue;
  }

  /// What no longer fits is dropped: within one batch nothing becomes free again.
  private @Nullable NodeLoad best(Needs needs, PriorityQueue<NodeLoad> candidates) {
    NodeLoad best = candidates.poll();
    while (best != null && feasibility.obstacle(needs, best).isPresent()) {
      best = candidates.poll();
    }
    return best;
  }

  private Placement take(Task task, Needs needs, NodeLoad node) {
    NodeId id = node.state().id();
    occupancy.hold(task, id, needs.reservations());
    List<VolumeName> binds =
        needs.volumes().stream().filter(volume -> homes.putIfAbsent(volume, id) == null).toList();
    return new Placement.Placed(task.id(), id, binds);
  }
}

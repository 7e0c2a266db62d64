package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
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

  /// A node with the counts it is compared by.
  private record Candidate(int ofGroup, int total, NodeLoad load) implements Comparable<Candidate> {
    Candidate withOneMore() {
      return new Candidate(ofGroup + 1, total + 1, load);
    }

    @Override
    public int compareTo(Candidate other) {
      int order = Integer.compare(ofGroup, other.ofGroup);
      order = order == 0 ? Integer.compare(total, other.total) : order;
      return order == 0 ? load.state().id().compareTo(other.load.state().id()) : order;
    }
  }

  private final Occupancy occupancy;
  private final Map<VolumeName, NodeId> homes;
  private final Feasibility feasibility;

  /// Places tasks into one state of the cluster.
  ///
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
    PriorityQueue<Candidate> candidates = candidates(batch);
    String reason = "";
    for (Task task : tasks) {
      Candidate best = best(batch.needs(), candidates);
      if (best == null) {
        reason = reason.isEmpty() ? feasibility.obstacles(batch.needs()).orElse("") : reason;
        placements.add(new Placement.Unplaceable(task.id(), reason));
      } else {
        placements.add(take(task, batch.needs(), best.load()));
        candidates.add(best.withOneMore());
      }
    }
  }

  private PriorityQueue<Candidate> candidates(Batch batch) {
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (NodeLoad load : occupancy.loads()) {
      if (feasibility.obstacle(batch.needs(), load).isEmpty()) {
        queue.add(new Candidate(load.of(batch.group()), load.total(), load));
      }
    }
    return queue;
  }

  /// What no longer fits is dropped: within one batch nothing becomes free again.
  private @Nullable Candidate best(Needs needs, PriorityQueue<Candidate> candidates) {
    Candidate best = candidates.poll();
    while (best != null && feasibility.obstacle(needs, best.load()).isPresent()) {
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

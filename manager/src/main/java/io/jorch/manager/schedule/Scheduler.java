package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.schedule.Batches.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives each task the best of the nodes that pass all filters: even over the values of the spread
/// attributes first, then by [Candidate]. Filters are asked at once for all tasks of a service with
/// the same needs; each task then costs the logarithm of the number of nodes.
public final class Scheduler {
  private final Occupancy occupancy;
  private final Map<VolumeName, NodeId> homes;
  private final Images images;
  private final Feasibility feasibility;
  private final List<Placement> placements = new ArrayList<>();

  /// Places tasks into one state of the cluster.
  ///
  /// @param occupancy takes in what is placed here
  /// @param homes the node of each volume that has one
  public Scheduler(Occupancy occupancy, Map<VolumeName, NodeId> homes, Images images) {
    this.occupancy = occupancy;
    this.homes = new HashMap<>(homes);
    this.images = images;
    this.feasibility = new Feasibility(occupancy, this.homes);
  }

  public Scheduler(Occupancy occupancy, Map<VolumeName, NodeId> homes) {
    this(occupancy, homes, Images.UNKNOWN);
  }

  public List<Placement> place(List<Request> requests) {
    placements.clear();
    List<Batch> late = new ArrayList<>();
    for (Batch batch : Batches.of(requests)) {
      List<Task> left = place(batch);
      if (left.isEmpty()) continue;
      Batch rest = new Batch(batch.group(), batch.needs(), left);
      if (batch.follows()) late.add(rest);
      else refuse(rest);
    }
    followers(late);
    return List.copyOf(placements);
  }

  /// What follows something that follows something else may have come too early.
  private void followers(List<Batch> late) {
    List<Batch> left = late;
    for (int before = -1; before != placements.size() && !left.isEmpty(); ) {
      before = placements.size();
      List<Batch> next = new ArrayList<>();
      for (Batch batch : left) {
        List<Task> tasks = place(batch);
        if (!tasks.isEmpty()) next.add(new Batch(batch.group(), batch.needs(), tasks));
      }
      left = next;
    }
    left.forEach(this::refuse);
  }

  private void refuse(Batch batch) {
    String reason = feasibility.obstacles(batch.group(), batch.needs()).orElse("");
    batch.tasks().forEach(task -> placements.add(new Placement.Unplaceable(task.id(), reason)));
  }

  /// Gives the tasks for which no node will do.
  private List<Task> place(Batch batch) {
    Ask ask = Ask.of(batch.group(), batch.needs(), occupancy, homes);
    Choice choice = new Choice(ask, occupancy, images, batch.tasks().size());
    List<Task> tasks = batch.tasks();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      @Nullable NodeLoad node = choice.next(chosen -> take(task, ask.needs(), chosen));
      if (node == null) return List.copyOf(tasks.subList(i, tasks.size()));
    }
    return List.of();
  }

  private void take(Task task, Needs needs, NodeLoad node) {
    NodeId id = node.state().id();
    Map<String, Long> generic = needs.reservations().generic();
    Map<String, List<String>> granted =
        generic.isEmpty() ? Map.of() : node.generic().grant(node.state().info(), generic);
    occupancy.hold(granted.isEmpty() ? task : task.on(id, granted), id, needs);
    List<VolumeName> binds =
        needs.volumes().isEmpty()
            ? List.of()
            : needs.volumes().stream()
                .filter(volume -> homes.putIfAbsent(volume, id) == null)
                .toList();
    placements.add(new Placement.Placed(task.id(), id, binds, granted));
  }
}

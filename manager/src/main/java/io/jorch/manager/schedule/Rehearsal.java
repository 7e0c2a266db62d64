package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.Task.Desired;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Places the tasks of services that are not there yet, all of them together, and takes them off
/// again: what would have no place, and why.
public final class Rehearsal {
  /// Of one service; more would keep the loop waiting.
  private static final int MOST = 10_000;

  private static final SpecHash ANY = new SpecHash("0".repeat(64));
  private final Occupancy occupancy;
  private final Map<VolumeName, NodeId> homes;
  private final Images images;
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  /// @param occupancy is as before afterwards
  /// @param homes the node of each volume that has one
  public Rehearsal(Occupancy occupancy, Map<VolumeName, NodeId> homes, Images images) {
    this.occupancy = occupancy;
    this.homes = homes;
    this.images = images;
  }

  /// For each service of which not all tasks would have a place, how many and why: `no suitable
  /// node (…)`, or `2 of 5: no suitable node (…)`.
  public Map<ServiceName, String> of(StackSpec stack, Collection<ServiceSpec> services) {
    List<Request> requests = new ArrayList<>();
    for (ServiceSpec service : services) requests.addAll(requests(stack, service));
    Map<TaskId, String> reasons = refused(requests);
    Map<ServiceName, List<Task>> tasks = new LinkedHashMap<>();
    for (Request each : requests) {
      tasks.computeIfAbsent(each.task().service(), _ -> new ArrayList<>()).add(each.task());
    }
    Map<ServiceName, String> found = new LinkedHashMap<>();
    tasks.forEach(
        (service, all) -> sentence(all, reasons).ifPresent(text -> found.put(service, text)));
    return found;
  }

  private static Optional<String> sentence(List<Task> tasks, Map<TaskId, String> reasons) {
    List<String> said =
        tasks.stream().map(Task::id).filter(reasons::containsKey).map(reasons::get).toList();
    if (said.isEmpty()) return Optional.empty();
    String count = said.size() == tasks.size() ? "" : said.size() + " of " + tasks.size() + ": ";
    return Optional.of(count + said.getFirst());
  }

  private Map<TaskId, String> refused(List<Request> requests) {
    Map<TaskId, String> reasons = new HashMap<>();
    for (Placement placement : new Scheduler(occupancy, homes, images).place(requests)) {
      switch (placement) {
        case Placement.Placed placed -> occupancy.release(placed.task());
        case Placement.Unplaceable none -> reasons.put(none.task(), none.reason());
      }
    }
    return reasons;
  }

  private List<Request> requests(StackSpec stack, ServiceSpec service) {
    Needs needs = StackNeeds.of(stack, service);
    List<Request> requests = new ArrayList<>();
    if (service.deployment().mode().global()) {
      for (NodeLoad node : occupancy.loads()) {
        if (!needs.site().allows(node.state()) || !node.state().accepting()) continue;
        requests.add(request(stack, service, needs.on(Optional.of(node.state().id()))));
      }
      return requests;
    }
    int count = Math.min(MOST, service.replicas());
    for (int i = 0; i < count; i++) requests.add(request(stack, service, needs));
    return requests;
  }

  private Request request(StackSpec stack, ServiceSpec service, Needs needs) {
    Task task =
        new Task(
            TaskId.random(random),
            stack.name(),
            service.name(),
            1,
            service.name().value(),
            ANY,
            Optional.empty(),
            Desired.RUN,
            Instant.EPOCH,
            0);
    return new Request(task, needs);
  }
}

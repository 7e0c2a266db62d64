package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Run by hand: how long it takes to place many tasks of many services on many nodes. Arguments:
/// nodes, services, tasks of each service.
public final class SchedulerBench {
  private SchedulerBench() {}

  public static void main(String[] args) {
    int nodes = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int services = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int tasks = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
    Random random = new Random(1);
    Occupancy occupancy = new Occupancy();
    for (int n = 0; n < nodes; n++) {
      occupancy.node(node(n));
    }
    Scheduler scheduler = new Scheduler(occupancy, Map.of());
    long all = 0;
    for (int service = 0; service < services; service++) {
      List<Request> requests = requests("s" + service, tasks, random);
      long start = System.nanoTime();
      scheduler.place(requests);
      all += System.nanoTime() - start;
    }
    List<Request> one = requests("s0", 1, random);
    long before = System.nanoTime();
    scheduler.place(one);
    long single = System.nanoTime() - before;
    System.out.printf(
        "%d tasks on %d nodes: %d ms; one more: %d us%n",
        services * tasks, nodes, all / 1_000_000, single / 1_000);
  }

  private static NodeState node(int n) {
    Resources capacity =
        new Resources(
            OptionalLong.of(64_000_000_000L), OptionalLong.of(1L << 40), OptionalLong.empty());
    NodeInfo info =
        new NodeInfo(
            new NodeId("node%08d".formatted(n)),
            "host" + n,
            "amd64",
            "6",
            "1",
            capacity,
            Map.of(),
            1,
            Instant.EPOCH,
            List.of(),
            0);
    return new NodeState(info, new Liveness.Ready(), true, true);
  }

  private static List<Request> requests(String service, int tasks, Random random) {
    Resources small =
        new Resources(OptionalLong.of(1_000_000), OptionalLong.of(1 << 20), OptionalLong.empty());
    Needs needs = new Needs(small, Optional.of("amd64"), List.of(), Optional.empty());
    List<Request> requests = new ArrayList<>();
    for (int slot = 1; slot <= tasks; slot++) {
      Task task =
          new Task(
              TaskId.random(random),
              new StackName("bench"),
              new ServiceName(service),
              slot,
              service + "-" + slot,
              new SpecHash("0".repeat(64)),
              Optional.empty(),
              Task.Desired.RUN,
              Instant.EPOCH,
              0);
      requests.add(new Request(task, needs));
    }
    return requests;
  }
}

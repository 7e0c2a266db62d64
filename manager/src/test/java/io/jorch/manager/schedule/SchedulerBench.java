package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Run by hand (`.ci/bench scheduler`): how many tasks a second are placed, how that changes with
/// the number of nodes, and how much memory what is held takes. Arguments: nodes, services, tasks
/// of each service.
public final class SchedulerBench {
  private static final int ZONES = 5;
  private static final int LOST = 20;

  private final int nodes;
  private final int services;
  private final int each;
  private final Random random = new Random(1);
  private final Occupancy occupancy = new Occupancy();
  private final Map<TaskId, NodeId> places = new HashMap<>();
  private final List<Request> all = new ArrayList<>();

  private SchedulerBench(int nodes, int services, int each) {
    this.nodes = nodes;
    this.services = services;
    this.each = each;
  }

  public static void main(String[] arguments) {
    if (arguments.length == 3) {
      int[] numbers = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
      new SchedulerBench(numbers[0], numbers[1], numbers[2]).run();
      return;
    }
    new SchedulerBench(1_000, 100, 100).run(); // warms up
    System.out.println("--- the same tasks on more and more nodes");
    for (int nodes : new int[] {10, 100, 1_000, 5_000}) {
      new SchedulerBench(nodes, 1_000, 100).run();
    }
    System.out.println("--- a million tasks");
    new SchedulerBench(5_000, 1_000, 1_000).run();
    new SchedulerBench(5_000, 10_000, 100).run();
    new SchedulerBench(5_000, 100_000, 10).run();
  }

  private void run() {
    for (int n = 0; n < nodes; n++) {
      Map<String, String> labels =
          Map.of("zone", "z" + n % ZONES, "rack", "r" + n / ZONES % 40, "disk", "d" + n % 3);
      occupancy.node(Clusters.node(n).labelled(labels).state());
    }
    for (int service = 0; service < services; service++) requests(service);
    long before = used();
    double placing = place(all);
    long held = used() - before - 50L * places.size();
    System.out.printf(
        "%,9d tasks of %,7d services on %,5d nodes: %,9.0f placements/s, %,5d MiB held"
            + " (%d bytes a task)%n",
        all.size(), services, nodes, all.size() / placing, held >> 20, held / all.size());
    afterLoss();
    oneByOne();
  }

  /// A third of the services each: constrained and spread; spread over two levels; anywhere.
  private Needs needs(int service) {
    Wish wish = Wish.any().memory(1 << 20).architecture("amd64");
    wish =
        switch (service % 3) {
          case 0 -> wish.constraint("node.labels.disk!=d" + service % 4).spread("node.labels.zone");
          case 1 -> wish.spread("node.labels.zone").spread("node.labels.rack");
          default -> wish;
        };
    return wish.needs();
  }

  private void requests(int service) {
    Needs needs = needs(service);
    for (int slot = 1; slot <= each; slot++) {
      all.add(new Request(Clusters.task("s" + service, slot, random), needs));
    }
  }

  /// In looks of ten thousand tasks; gives seconds.
  private double place(List<Request> requests) {
    long spent = 0;
    for (int from = 0; from < requests.size(); from += 10_000) {
      List<Request> look = requests.subList(from, Math.min(from + 10_000, requests.size()));
      long start = System.nanoTime();
      List<Placement> placements = new Scheduler(occupancy, Map.of()).place(look);
      spent += System.nanoTime() - start;
      for (Placement placement : placements) {
        if (!(placement instanceof Placement.Placed placed)) {
          throw new IllegalStateException("not placed: " + placement);
        }
        places.put(placed.task(), placed.node());
      }
    }
    return spent / 1e9;
  }

  /// Some nodes are lost: their tasks, of very many services, go elsewhere.
  private void afterLoss() {
    Map<TaskId, Request> byId = new LinkedHashMap<>();
    all.forEach(request -> byId.put(request.task().id(), request));
    int lost = Math.min(LOST, nodes / 5);
    List<Request> moved = new ArrayList<>();
    for (Map.Entry<TaskId, Request> entry : byId.entrySet()) {
      NodeId node = places.get(entry.getKey());
      boolean gone = node != null && Integer.parseInt(node.value().substring(4)) < lost;
      if (!gone) continue;
      occupancy.release(entry.getKey());
      Request old = entry.getValue();
      Task again = Clusters.task(old.task().service().value(), old.task().slot(), random);
      moved.add(new Request(again, old.needs()));
    }
    for (int n = 0; n < lost; n++) occupancy.gone(Clusters.id(n));
    double seconds = place(moved);
    System.out.printf(
        "%,9d tasks of %d lost nodes: %,9.0f placements/s%n",
        moved.size(), lost, moved.size() / seconds);
  }

  /// One task at a time, as when single containers crash.
  private void oneByOne() {
    long spent = 0;
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      Request old = all.get(random.nextInt(all.size()));
      occupancy.release(old.task().id());
      Task task = Clusters.task(old.task().service().value(), old.task().slot(), random);
      List<Request> one = List.of(new Request(task, old.needs()));
      long start = System.nanoTime();
      new Scheduler(occupancy, Map.of()).place(one);
      spent += System.nanoTime() - start;
    }
    System.out.printf("%,9d single tasks: %,9.0f placements/s%n", count, count / (spent / 1e9));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

package io.jorch.manager.schedule;

import static io.jorch.manager.schedule.Clusters.GIB;
import static io.jorch.manager.schedule.Clusters.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.Resources;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random clusters, random tasks that come and go: what must never be is counted by hand, without
/// the scheduler's filters.
class SafetyTest {
  private record Place(Task task, Needs needs, NodeId node, Map<String, List<String>> granted) {}

  private final Map<NodeId, NodeState> nodes = new HashMap<>();
  private final Map<TaskId, Place> places = new LinkedHashMap<>();
  private final Map<VolumeName, NodeId> homes = new HashMap<>();
  private final Occupancy occupancy = new Occupancy();
  private int placed;
  private int refused;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noTaskIsEverWhereItMustNotBe(long seed) {
    Random random = new Random(seed);
    int count = 2 + random.nextInt(30);
    for (int n = 1; n <= count; n++) change(n, random);
    for (int round = 0; round < 40; round++) {
      place(random);
      leave(random);
      if (random.nextInt(3) == 0) change(1 + random.nextInt(count), random);
    }
    assertTrue(placed > 100, "placed " + placed);
    assertTrue(refused > 0, "refused " + refused);
    assertEquals(places.size(), occupancy.size());
  }

  private void change(int n, Random random) {
    String[] zones = {"a", "b", "c"};
    Resources room =
        new Resources(
            OptionalLong.of((1 + random.nextInt(16)) * 1_000_000_000L),
            OptionalLong.of((1 + random.nextInt(16)) * GIB),
            OptionalLong.of(200),
            Map.of("seats", 4L));
    Map<String, List<String>> gpus =
        random.nextBoolean() ? Map.of("gpu", List.of("g0", "g1", "g2")) : Map.of();
    NodeState known = nodes.get(id(n));
    NodeState fresh =
        Clusters.node(n)
            .with(random.nextInt(4) == 0 ? "arm64" : "amd64", room, gpus)
            .labelled(Map.of("zone", zones[random.nextInt(3)]))
            .is(random.nextInt(8) == 0 ? Intake.DRAINED : Intake.OPEN)
            .is(random.nextInt(8) == 0 ? new Liveness.Lost(Instant.EPOCH) : new Liveness.Ready())
            .is(random.nextBoolean() ? NodeRole.MANAGER : NodeRole.WORKER)
            .busy(random.nextInt(11), random.nextInt(11))
            .state();
    // What a machine is made of does not change under its tasks.
    NodeState next =
        known == null
            ? fresh
            : new NodeState(
                known.info(),
                fresh.liveness(),
                true,
                fresh.intake(),
                known.role(),
                fresh.labels(),
                Set.of());
    nodes.put(id(n), next);
    occupancy.node(next);
  }

  private void place(Random random) {
    List<Request> requests = new ArrayList<>();
    int batches = 1 + random.nextInt(4);
    for (int b = 0; b < batches; b++) {
      int service = random.nextInt(8);
      Needs needs = needs(service, random);
      int tasks = 1 + random.nextInt(random.nextBoolean() ? 3 : 25);
      for (int slot = 1; slot <= tasks; slot++) {
        requests.add(new Request(Clusters.task("s" + service, slot, random), needs));
      }
    }
    Map<TaskId, Request> byId = new HashMap<>();
    requests.forEach(each -> byId.put(each.task().id(), each));
    List<Placement> answers = new Scheduler(occupancy, homes).place(requests);
    assertEquals(requests.size(), answers.size());
    for (Placement answer : answers) {
      Request request = java.util.Objects.requireNonNull(byId.remove(answer.task()));
      switch (answer) {
        case Placement.Placed(_, NodeId node, List<VolumeName> binds, var granted) -> {
          binds.forEach(volume -> assertEquals(null, homes.putIfAbsent(volume, node)));
          check(new Place(request.task(), request.needs(), node, granted));
        }
        case Placement.Unplaceable none -> {
          refused++;
          assertTrue(none.reason().startsWith("no suitable node ("), none::reason);
        }
      }
    }
  }

  private static Needs needs(int service, Random random) {
    Wish wish = Wish.any();
    if (random.nextInt(2) == 0) wish.cpus(1 + random.nextInt(3));
    if (random.nextInt(2) == 0) wish.memory((1 + random.nextInt(3)) * GIB / 2);
    if (random.nextInt(4) == 0) wish.pids(1 + random.nextInt(60));
    if (random.nextInt(4) == 0) wish.generic(random.nextBoolean() ? "gpu" : "seats", 1);
    if (random.nextInt(4) == 0) wish.architecture("amd64");
    if (random.nextInt(4) == 0) wish.constraint("node.labels.zone!=a");
    if (random.nextInt(6) == 0) wish.constraint("node.role==manager");
    if (random.nextInt(3) == 0) wish.spread("node.labels.zone").spread("node.role");
    if (random.nextInt(5) == 0) wish.most(1 + random.nextInt(3));
    if (random.nextInt(5) == 0) wish.port(random.nextBoolean() ? "" : "10.0.0.1", 80);
    if (random.nextInt(6) == 0) wish.volume("v" + random.nextInt(5));
    String other = "s" + random.nextInt(8);
    if (random.nextInt(6) == 0) wish.apart(other, random.nextBoolean(), "node.id");
    if (random.nextInt(6) == 0) wish.near(other, random.nextBoolean(), "node.labels.zone");
    if (random.nextInt(8) == 0) wish.near("s" + service, true, "node.labels.zone");
    if (random.nextInt(10) == 0) wish.on(id(1 + random.nextInt(10)));
    return wish.needs();
  }

  private void leave(Random random) {
    for (TaskId id : List.copyOf(places.keySet())) {
      if (random.nextInt(3) == 0) {
        places.remove(id);
        occupancy.release(id);
      }
    }
  }

  private void check(Place place) {
    NodeState node = java.util.Objects.requireNonNull(nodes.get(place.node()));
    Needs needs = place.needs();
    assertTrue(node.liveness().ready() && node.accepting());
    needs.host().ifPresent(only -> assertEquals(only, place.node()));
    needs.site().architecture().ifPresent(name -> assertEquals(name, node.info().architecture()));
    needs
        .site()
        .constraints()
        .forEach(each -> assertTrue(each.accepts(Site.value(node, each.attribute()))));
    needs.volumes().forEach(volume -> assertEquals(place.node(), homes.get(volume)));
    needs.ports().forEach(port -> on(place.node()).forEach(other -> free(port, other)));
    long same = on(place.node()).stream().filter(other -> sameService(place, other)).count();
    assertTrue(needs.mostPerNode() == 0 || same < needs.mostPerNode());
    needs.near().stream().filter(Near::required).forEach(near -> beside(place, near, node));
    places.put(place.task().id(), place);
    placed++;
    room(node);
  }

  private List<Place> on(NodeId node) {
    return places.values().stream().filter(place -> place.node().equals(node)).toList();
  }

  private static boolean sameService(Place a, Place b) {
    return a.task().service().equals(b.task().service());
  }

  private static void free(HostPort port, Place other) {
    assertTrue(other.needs().ports().stream().noneMatch(port::clashes));
  }

  private void beside(Place place, Near near, NodeState node) {
    List<Place> kind =
        places.values().stream()
            .filter(other -> Group.of(other.task()).equals(near.other()))
            .toList();
    String value = Site.value(node, near.over());
    boolean around =
        kind.stream()
            .map(other -> java.util.Objects.requireNonNull(nodes.get(other.node())))
            .anyMatch(other -> Site.value(other, near.over()).equals(value));
    boolean first = kind.isEmpty() && near.other().equals(Group.of(place.task()));
    assertTrue(near.apart() ? !around : around || first, near::toString);
  }

  private void room(NodeState node) {
    Resources capacity = node.info().capacity();
    List<Place> here = on(node.id());
    long cpus = here.stream().mapToLong(p -> p.needs().reservations().nanoCpus().orElse(0)).sum();
    long memory =
        here.stream().mapToLong(p -> p.needs().reservations().memoryBytes().orElse(0)).sum();
    long pids = here.stream().mapToLong(p -> p.needs().reservations().pids().orElse(0)).sum();
    long seats =
        here.stream()
            .mapToLong(p -> p.needs().reservations().generic().getOrDefault("seats", 0L))
            .sum();
    assertTrue(cpus <= capacity.nanoCpus().orElse(0));
    assertTrue(memory <= capacity.memoryBytes().orElse(0));
    assertTrue(pids <= capacity.pids().orElse(0));
    assertTrue(seats <= 4);
    Set<String> given = new HashSet<>();
    for (Place place : here) {
      long wanted = place.needs().reservations().generic().getOrDefault("gpu", 0L);
      List<String> gpus = place.granted().getOrDefault("gpu", List.of());
      assertEquals(wanted, gpus.size());
      gpus.forEach(gpu -> assertTrue(given.add(gpu), () -> gpu + " was given twice"));
    }
  }
}

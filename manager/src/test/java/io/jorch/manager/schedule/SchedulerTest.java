package io.jorch.manager.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final VolumeName DATA = new VolumeName("shop_data");
  private static final long GIB = 1L << 30;

  private final Occupancy occupancy = new Occupancy();
  private final Map<VolumeName, NodeId> homes = new HashMap<>();
  private final Random random = new Random(1);

  @Test
  void spreadsTheTasksOfAServiceEvenly() {
    nodes(3);
    assertEquals(Map.of(id(1), 3, id(2), 3, id(3), 3), counts(place("web", 9, needs(0))));
  }

  @Test
  void prefersNodesWithFewerTasksOfOtherServices() {
    nodes(2);
    place("db", 1, needs(0));
    assertEquals(Map.of(id(2), 1), counts(place("web", 1, needs(0))));
    assertEquals(Map.of(id(1), 1), counts(place("web", 1, needs(0))));
  }

  @Test
  void anUnstableNodeGetsWhatNoOtherCanTake() {
    node(1, 4 * GIB, "amd64", new Liveness.Ready(), true);
    node(2, 4 * GIB, "amd64", new Liveness.Ready(), true);
    NodeState shaky =
        occupancy.loads().stream()
            .map(NodeLoad::state)
            .filter(SchedulerTest::isFirst)
            .findFirst()
            .orElseThrow();
    occupancy.node(new NodeState(shaky.info(), shaky.liveness(), true, Intake.UNSTABLE));
    assertEquals(Map.of(id(2), 2), counts(place("web", 2, needs(GIB))));
    assertEquals(Map.of(id(1), 4, id(2), 2), counts(place("db", 6, needs(GIB))));
    assertEquals(
        "no suitable node (insufficient memory on host1, host2)",
        reason(place("web", 1, needs(GIB)).getFirst()));
  }

  private static boolean isFirst(NodeState node) {
    return node.id().equals(id(1));
  }

  @Test
  void releasedTasksMakeRoomAgain() {
    node(1, 4 * GIB, "amd64", new Liveness.Ready(), true);
    List<Placement> first = place("web", 2, needs(3 * GIB));
    assertInstanceOf(Placement.Placed.class, first.get(0));
    assertInstanceOf(Placement.Unplaceable.class, first.get(1));
    occupancy.release(first.get(0).task());
    assertInstanceOf(Placement.Placed.class, place("web", 1, needs(3 * GIB)).getFirst());
  }

  @Test
  void countsWhyNoNodeWillDo() {
    node(1, GIB, "amd64", new Liveness.Ready(), true);
    node(2, GIB, "amd64", new Liveness.Ready(), true);
    node(3, 9 * GIB, "arm64", new Liveness.Ready(), true);
    node(4, 9 * GIB, "amd64", new Liveness.Lost(Instant.EPOCH), true);
    node(5, 9 * GIB, "amd64", new Liveness.Ready(), false);
    assertEquals(
        "no suitable node (not ready on host4; drained on host5;"
            + " another architecture than the image on host3; insufficient memory on host1, host2)",
        reason(place("web", 1, needs(2 * GIB)).getFirst()));
  }

  @Test
  void saysWhenThereIsNoNodeAtAll() {
    assertEquals(
        "no suitable node (the cluster has none)", reason(place("web", 1, needs(0)).getFirst()));
  }

  @Test
  void aVolumeWithoutAHomeIsBoundByItsFirstTask() {
    nodes(3);
    Needs needs = new Needs(Resources.NONE, Optional.empty(), List.of(DATA), Optional.empty());
    List<Placement> placed = place("db", 4, needs);
    assertEquals(Map.of(id(1), 4), counts(placed));
    assertEquals(
        List.of(List.of(DATA), List.of(), List.of(), List.of()),
        placed.stream().map(each -> ((Placement.Placed) each).binds()).toList());
  }

  @Test
  void neverPlacesATaskAwayFromItsVolume() {
    nodes(2);
    node(3, GIB, "amd64", new Liveness.Disconnected(Instant.EPOCH), true);
    homes.put(DATA, id(3));
    Needs needs = new Needs(Resources.NONE, Optional.empty(), List.of(DATA), Optional.empty());
    assertEquals(
        "no suitable node (not ready on host3;"
            + " without volume "
            + DATA
            + ", which host3 has, on host1, host2)",
        reason(place("db", 1, needs).getFirst()));
  }

  @Test
  void holdingTwiceCountsOnce() {
    node(1, 4 * GIB, "amd64", new Liveness.Ready(), true);
    Task task = task("web", 1);
    Needs two = needs(2 * GIB);
    occupancy.hold(task, id(1), two);
    occupancy.hold(task, id(1), two);
    assertInstanceOf(Placement.Placed.class, place("db", 1, needs(2 * GIB)).getFirst());
  }

  @Test
  void thePlaceOfAnEmptyClusterIsTheSameForTheSameInput() {
    nodes(7);
    Occupancy other = new Occupancy();
    occupancy.loads().forEach(load -> other.node(load.state()));
    List<Request> requests = requests("web", 50, needs(0));
    assertEquals(
        new Scheduler(occupancy, homes).place(requests),
        new Scheduler(other, homes).place(requests));
  }

  @Test
  void placesManyTasksOnManyNodesEvenly() {
    nodes(500);
    Map<NodeId, Integer> counts = counts(place("web", 50_000, needs(1)));
    assertEquals(500, counts.size());
    counts.values().forEach(count -> assertEquals(100, count));
  }

  private static String reason(Placement placement) {
    return assertInstanceOf(Placement.Unplaceable.class, placement).reason();
  }

  private List<Placement> place(String service, int tasks, Needs needs) {
    return new Scheduler(occupancy, homes).place(requests(service, tasks, needs));
  }

  private List<Request> requests(String service, int tasks, Needs needs) {
    List<Request> requests = new ArrayList<>();
    IntStream.rangeClosed(1, tasks)
        .forEach(slot -> requests.add(new Request(task(service, slot), needs)));
    return requests;
  }

  private static Map<NodeId, Integer> counts(List<Placement> placements) {
    Map<NodeId, Integer> counts = new TreeMap<>();
    for (Placement placement : placements) {
      counts.merge(assertInstanceOf(Placement.Placed.class, placement).node(), 1, Integer::sum);
    }
    return counts;
  }

  private static Needs needs(long memory) {
    OptionalLong bytes = memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory);
    return new Needs(
        new Resources(OptionalLong.empty(), bytes, OptionalLong.empty()),
        Optional.of("amd64"),
        List.of(),
        Optional.empty());
  }

  private void nodes(int count) {
    IntStream.rangeClosed(1, count)
        .forEach(n -> node(n, 64 * GIB, "amd64", new Liveness.Ready(), true));
  }

  private void node(int n, long memory, String arch, Liveness liveness, boolean accepting) {
    Resources capacity =
        new Resources(OptionalLong.empty(), OptionalLong.of(memory), OptionalLong.empty());
    NodeInfo info =
        new NodeInfo(
            id(n), "host" + n, arch, "6", "1", capacity, Map.of(), 1, Instant.EPOCH, List.of(), 0);
    occupancy.node(new NodeState(info, liveness, true, accepting));
  }

  private static NodeId id(int n) {
    return new NodeId("node%08d".formatted(n));
  }

  private Task task(String service, int slot) {
    return new Task(
        TaskId.random(random),
        new StackName("shop"),
        new ServiceName(service),
        slot,
        "shop-" + service + "-" + slot,
        new SpecHash("0".repeat(64)),
        Optional.empty(),
        Task.Desired.RUN,
        Instant.EPOCH,
        0);
  }
}

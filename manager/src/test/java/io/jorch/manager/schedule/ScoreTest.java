package io.jorch.manager.schedule;

import static io.jorch.manager.schedule.Clusters.id;
import static io.jorch.manager.schedule.Clusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Resources;
import io.jorch.core.model.Task;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which of the nodes that will do is taken.
class ScoreTest {
  private final Occupancy occupancy = new Occupancy();
  private final Map<VolumeName, NodeId> homes = new HashMap<>();
  private final Random random = new Random(1);

  @Test
  void tasksAreEvenOverZonesWhateverTheirSize() {
    zones("a", 1, 4);
    zones("b", 5, 5);
    assertEquals(Map.of("a", 4, "b", 4), zonesOf(place("web", 8, Wish.any().spread(ZONE))));
    assertEquals(4, counts(placements).get(id(5)));
  }

  @Test
  void zonesAreSpreadOverRacks() {
    occupancy.node(node(1).labelled(Map.of("zone", "a", "rack", "1")).state());
    occupancy.node(node(2).labelled(Map.of("zone", "a", "rack", "2")).state());
    occupancy.node(node(3).labelled(Map.of("zone", "a", "rack", "2")).state());
    occupancy.node(node(4).labelled(Map.of("zone", "b", "rack", "1")).state());
    place("web", 8, Wish.any().spread(ZONE).spread("node.labels.rack"));
    assertEquals(Map.of(id(1), 2, id(2), 1, id(3), 1, id(4), 4), counts(placements));
  }

  @Test
  void aNodeWithoutTheLabelIsAZoneOfItsOwn() {
    zones("a", 1, 2);
    occupancy.node(node(3).state());
    place("web", 4, Wish.any().spread(ZONE));
    assertEquals(Map.of(id(1), 1, id(2), 1, id(3), 2), counts(placements));
  }

  @Test
  void tasksOnNodesThatWillNotDoCountForTheirZone() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    occupancy.hold(Clusters.task("web", 1, random), id(1), Wish.any().needs());
    occupancy.hold(Clusters.task("web", 2, random), id(1), Wish.any().needs());
    Wish notOne = Wish.any().spread(ZONE).constraint("node.hostname!=host1");
    assertEquals(Map.of("b", 2), zonesOf(place("web", 2, notOne)));
  }

  @Test
  void aFullZoneDoesNotHoldUpTheOthers() {
    zones("a", 1, 1);
    zones("b", 2, 3);
    Wish wish = Wish.any().spread(ZONE).most(2);
    assertEquals(Map.of("a", 2, "b", 4), zonesOf(place("web", 6, wish)));
    assertInstanceOf(Placement.Unplaceable.class, place("web", 1, wish).getFirst());
  }

  @Test
  void servicesWithOneTaskDoNotAllGoToTheFirstZone() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    List<Placement> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) all.addAll(place("s" + i, 1, Wish.any().spread(ZONE)));
    assertEquals(Map.of("a", 2, "b", 2), zonesOf(all));
  }

  @Test
  void aBusyMachineComesAfterAnIdleOne() {
    occupancy.node(node(1).busy(6, 2).state());
    occupancy.node(node(2).busy(0, 1).state());
    assertEquals(Map.of(id(2), 3), counts(place3OfDifferentServices()));
  }

  private List<Placement> place3OfDifferentServices() {
    List<Placement> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) all.addAll(place("s" + i, 1, Wish.any()));
    return all;
  }

  @Test
  void whatWasJustPlacedCountsUntilTheMachineShowsIt() {
    occupancy.node(node(1).busy(1, 0).state());
    occupancy.node(node(2).state());
    List<Placement> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) all.addAll(place("s" + i, 1, Wish.any()));
    assertEquals(Map.of(id(1), 2, id(2), 4), counts(all));
    occupancy.settle();
    assertEquals(Map.of(id(2), 1), counts(place("more", 1, Wish.any())));
  }

  @Test
  void aCrowdedMachineIsLeftAloneEvenByAServiceThatIsNotOnIt() {
    occupancy.node(node(1).busy(2, 9).state());
    occupancy.node(node(2).state());
    assertEquals(Map.of(id(2), 30), counts(place("web", 30, Wish.any())));
  }

  @Test
  void aCrowdedMachineIsBetterThanNone() {
    occupancy.node(node(1).busy(10, 10).state());
    assertEquals(Map.of(id(1), 1), counts(place("web", 1, Wish.any())));
  }

  @Test
  void ofEqualNodesTheOneWithTheImageIsTaken() {
    IntStream.rangeClosed(1, 3).forEach(n -> occupancy.node(node(n).state()));
    Images images = (node, image) -> node.equals(id(3)) && image.equals("sha256:1");
    Needs needs = Wish.any().image("sha256:1").needs();
    for (int tasks : new int[] {1, 20}) {
      List<Placement> placed =
          new Scheduler(occupancy, homes, images).place(requests("s" + tasks, tasks, needs));
      assertEquals(id(3), assertInstanceOf(Placement.Placed.class, placed.getFirst()).node());
      placed.forEach(each -> occupancy.release(each.task()));
    }
  }

  @Test
  void preferredNeighboursComeBeforeEvenness() {
    IntStream.rangeClosed(1, 3).forEach(n -> occupancy.node(node(n).state()));
    occupancy.hold(Clusters.task("db", 1, random), id(2), Wish.any().needs());
    assertEquals(
        Map.of(id(2), 3), counts(place("near", 3, Wish.any().near("db", false, "node.id"))));
    Map<NodeId, Integer> apart = counts(place("far", 4, Wish.any().apart("db", false, "node.id")));
    assertEquals(Map.of(id(1), 2, id(3), 2), apart);
  }

  @Test
  void tasksThatPreferTheirOwnKindStayInOneZone() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    List<Placement> placed = place("web", 6, Wish.any().near("web", false, ZONE));
    assertEquals(1, zonesOf(placed).size());
    assertEquals(2, counts(placed).size());
  }

  @Test
  void requiredNeighboursAreFollowedInOneGo() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    List<Request> requests = new ArrayList<>();
    requests.addAll(requests("last", 1, Wish.any().near("second", true, ZONE).needs()));
    requests.addAll(requests("second", 1, Wish.any().near("first", true, ZONE).needs()));
    requests.addAll(requests("first", 1, Wish.any().constraint("node.hostname==host4").needs()));
    assertEquals(Map.of("b", 3), zonesOf(new Scheduler(occupancy, homes).place(requests)));
  }

  @Test
  void theFirstOfItsKindIsNotKeptWaitingForItself() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    List<Placement> placed = place("web", 5, Wish.any().near("web", true, ZONE));
    assertEquals(1, zonesOf(placed).size());
  }

  @Test
  void aServiceApartFromItselfHasOneTaskInEachPlace() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    List<Placement> placed = place("web", 3, Wish.any().apart("web", true, ZONE));
    assertEquals(Map.of("a", 1, "b", 1), zonesOf(placed.subList(0, 2)));
    assertEquals(
        "no suitable node (with tasks of service web on 4 nodes)",
        assertInstanceOf(Placement.Unplaceable.class, placed.get(2)).reason());
  }

  @Test
  void hostPortsKeepTasksOnDifferentNodes() {
    IntStream.rangeClosed(1, 2).forEach(n -> occupancy.node(node(n).state()));
    List<Placement> placed = place("web", 3, Wish.any().port("", 80));
    assertEquals(Map.of(id(1), 1, id(2), 1), counts(placed.subList(0, 2)));
    assertInstanceOf(Placement.Unplaceable.class, placed.get(2));
    occupancy.release(placed.get(0).task());
    assertEquals(Map.of(id(1), 1), counts(place("other", 1, Wish.any().port("10.0.0.1", 80))));
  }

  @Test
  void twoServicesThatShareANewVolumeLandTogether() {
    zones("a", 1, 2);
    zones("b", 3, 4);
    List<Request> requests = new ArrayList<>();
    Wish writer = Wish.any().volume("data").sharedWith("node.labels.zone==b");
    requests.addAll(requests("writer", 1, writer.needs()));
    Wish reader = Wish.any().volume("data").constraint("node.labels.zone==b");
    requests.addAll(requests("reader", 2, reader.needs()));
    Map<NodeId, Integer> counts = counts(new Scheduler(occupancy, homes).place(requests));
    assertEquals(1, counts.size());
    assertEquals(List.of(3), List.copyOf(counts.values()));
  }

  @Test
  void namedResourcesAreGivenToOneTaskEach() {
    Resources room =
        new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    Map<String, List<String>> named = Map.of("gpu", List.of("g0", "g1", "g2"));
    occupancy.node(node(1).with("amd64", room, named).state());
    Wish two = Wish.any().generic("gpu", 2);
    List<Placement> placed = place("train", 2, two);
    Placement.Placed first = assertInstanceOf(Placement.Placed.class, placed.getFirst());
    assertEquals(Map.of("gpu", List.of("g0", "g1")), first.granted());
    assertInstanceOf(Placement.Unplaceable.class, placed.get(1));
    Placement one = place("infer", 1, Wish.any().generic("gpu", 1)).getFirst();
    assertEquals(
        Map.of("gpu", List.of("g2")), assertInstanceOf(Placement.Placed.class, one).granted());
    occupancy.release(first.task());
    Placement again = place("train", 1, two).getFirst();
    assertEquals(
        Map.of("gpu", List.of("g0", "g1")),
        assertInstanceOf(Placement.Placed.class, again).granted());
  }

  @Test
  void grantsOfTasksThatRunAlreadyAreNotGivenAgain() {
    occupancy.node(
        node(1).with("amd64", Resources.NONE, Map.of("gpu", List.of("g0", "g1"))).state());
    Needs one = Wish.any().generic("gpu", 1).needs();
    Task running = Clusters.task("old", 1, random).on(id(1), Map.of("gpu", List.of("g0")));
    occupancy.hold(running, id(1), one);
    Placement placed = new Scheduler(occupancy, homes).place(requests("new", 1, one)).getFirst();
    assertEquals(
        Map.of("gpu", List.of("g1")), assertInstanceOf(Placement.Placed.class, placed).granted());
  }

  @Test
  void labelsThatChangeAreSeenAtOnce() {
    occupancy.node(node(1).state());
    Wish ssd = Wish.any().constraint("node.labels.disk==ssd");
    assertInstanceOf(Placement.Unplaceable.class, place("web", 20, ssd).getFirst());
    occupancy.node(node(1).labelled(Map.of("disk", "ssd")).state());
    assertInstanceOf(Placement.Placed.class, place("web", 20, ssd).getFirst());
  }

  @Test
  void aNodeThatIsGoneTakesItsTasksWithIt() {
    zones("a", 1, 2);
    place("web", 4, Wish.any());
    occupancy.gone(id(1));
    assertEquals(2, occupancy.size());
    assertEquals(2, occupancy.tally(Clusters.group("web")).total());
    assertTrue(counts(place("web", 20, Wish.any())).keySet().stream().allMatch(id(2)::equals));
  }

  private static final String ZONE = "node.labels.zone";
  private List<Placement> placements = List.of();

  private void zones(String zone, int first, int last) {
    for (int n = first; n <= last; n++) {
      occupancy.node(node(n).labelled(Map.of("zone", zone)).state());
    }
  }

  private List<Placement> place(String service, int tasks, Wish wish) {
    placements = new Scheduler(occupancy, homes).place(requests(service, tasks, wish.needs()));
    return placements;
  }

  private List<Request> requests(String service, int tasks, Needs needs) {
    List<Request> requests = new ArrayList<>();
    for (int slot = 1; slot <= tasks; slot++) {
      requests.add(new Request(Clusters.task(service, slot, random), needs));
    }
    return requests;
  }

  private static Map<NodeId, Integer> counts(List<Placement> placements) {
    Map<NodeId, Integer> counts = new TreeMap<>();
    for (Placement each : placements) {
      counts.merge(assertInstanceOf(Placement.Placed.class, each).node(), 1, Integer::sum);
    }
    return counts;
  }

  private Map<String, Integer> zonesOf(List<Placement> placements) {
    Map<String, Integer> zones = new TreeMap<>();
    counts(placements)
        .forEach(
            (id, count) ->
                occupancy.loads().stream()
                    .filter(load -> load.state().id().equals(id))
                    .forEach(
                        load ->
                            zones.merge(
                                load.state().labels().getOrDefault("zone", ""),
                                count,
                                Integer::sum)));
    return zones;
  }
}

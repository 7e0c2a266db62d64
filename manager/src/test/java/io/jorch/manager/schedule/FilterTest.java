package io.jorch.manager.schedule;

import static io.jorch.manager.schedule.Clusters.GIB;
import static io.jorch.manager.schedule.Clusters.group;
import static io.jorch.manager.schedule.Clusters.id;
import static io.jorch.manager.schedule.Clusters.node;
import static io.jorch.manager.schedule.Clusters.room;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.PlacementView;
import io.jorch.core.api.PlacementView.NodeVerdict;
import io.jorch.core.api.PlacementView.Obstacle;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.Resources;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each filter on one node: whether it lets a task pass, and what it says when not.
class FilterTest {
  private static final Map<VolumeName, NodeId> HOMES =
      Map.of(new VolumeName("here"), id(1), new VolumeName("there"), id(2));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /// @param filter the word of the filter that must fail; empty when all must pass
  record Case(Clusters.Draft node, Wish wish, String filter, String lack, String reason) {
    static Case passes(Clusters.Draft node, Wish wish) {
      return new Case(node, wish, "", "", "");
    }

    @Override
    public String toString() {
      return (filter.isEmpty() ? "passes" : filter + ": " + reason) + " " + wish.needs();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(whatItIs(), whatElseIsThere(), whatIsLeft()).flatMap(List::stream);
  }

  private static List<Case> whatItIs() {
    Clusters.Draft ssd = node(1).labelled(Map.of("disk", "ssd")).is(NodeRole.MANAGER);
    Wish any = Wish.any();
    return List.of(
        Case.passes(node(1), any),
        no(
            node(1).is(new Liveness.Lost(NOON)),
            any,
            "ready",
            "not ready",
            "it is lost since " + NOON),
        no(
            node(1).is(new Liveness.Disconnected(NOON)),
            any,
            "ready",
            "not ready",
            "it cannot be heard since " + NOON),
        no(node(1).is(Intake.DRAINED), any, "accepting", "drained", "it is drained by an operator"),
        no(node(1).is(Intake.PAUSED), any, "accepting", "paused", "it is paused by an operator"),
        Case.passes(node(1).is(Intake.UNSTABLE), any),
        Case.passes(node(1), Wish.any().on(id(1))),
        Case.passes(node(1), Wish.any().architecture("amd64")),
        no(
            node(1),
            Wish.any().architecture("arm64"),
            "platform",
            "another architecture than the image",
            "its architecture is amd64, that of the image arm64"),
        Case.passes(ssd, Wish.any().constraint("node.labels.disk==SSD")),
        Case.passes(ssd, Wish.any().constraint("node.labels.none!=x")),
        Case.passes(ssd, Wish.any().constraint("node.role==manager")),
        Case.passes(ssd, Wish.any().constraint("node.hostname==host1")),
        Case.passes(ssd, Wish.any().constraint("node.id==" + id(1))),
        Case.passes(ssd, Wish.any().constraint("node.platform.os==linux")),
        Case.passes(ssd, Wish.any().constraint("node.platform.arch==amd64")),
        Case.passes(ssd, Wish.any().constraint("engine.labels.kernel==six")),
        no(
            ssd,
            Wish.any().constraint("node.role==manager").constraint("node.labels.disk==hdd"),
            "constraint",
            "constraint node.labels.disk==hdd not met",
            "node.labels.disk is 'ssd' and must be 'hdd'"),
        no(
            ssd,
            Wish.any().constraint("node.labels.disk!=ssd"),
            "constraint",
            "constraint node.labels.disk!=ssd not met",
            "node.labels.disk is 'ssd' and must not be 'ssd'"),
        no(
            ssd,
            Wish.any().constraint("engine.labels.zone==a"),
            "constraint",
            "constraint engine.labels.zone==a not met",
            "engine.labels.zone is not set and must be 'a'"));
  }

  /// Node 1 has a task of `db` that publishes port 80 of one address.
  private static List<Case> whatElseIsThere() {
    Clusters.Draft zone = node(1).labelled(Map.of("zone", "a"));
    return List.of(
        Case.passes(node(1), Wish.any().volume("here")),
        Case.passes(node(1), Wish.any().volume("nowhere")),
        no(
            node(1),
            Wish.any().volume("here").volume("there"),
            "volume",
            "without volume there of a node that was removed",
            "volume there was on a node that was removed; `jorch volume rm there` gives it up for"
                + " good"),
        Case.passes(node(1).givingUp("old"), Wish.any().volume("here").copy("copied")),
        no(
            node(1).givingUp("here"),
            Wish.any().volume("here"),
            "old_volume",
            "still removing an old volume of that name",
            "what it has of volume here is of a stack that was removed, and goes first"),
        no(
            node(1).givingUp("copied"),
            Wish.any().copy("copied"),
            "old_volume",
            "still removing an old volume of that name",
            "what it has of volume copied is of a stack that was removed, and goes first"),
        Case.passes(zone, Wish.any().volume("nowhere").sharedWith("node.labels.zone==a")),
        Case.passes(zone, Wish.any().volume("here").sharedWith("node.labels.zone==b")),
        no(
            zone,
            Wish.any().volume("nowhere").sharedWith("node.labels.zone==b"),
            "volume",
            "not for a service that shares a volume with the task",
            "a service that shares a volume with the task may not run there"),
        Case.passes(node(1), Wish.any().most(3)),
        no(
            node(1),
            Wish.any().most(2),
            "max_replicas_per_node",
            "max_replicas_per_node reached",
            "it has 2 of at most 2 tasks of the service"),
        Case.passes(node(1), Wish.any().port("", 81)),
        Case.passes(node(1), Wish.any().port("10.0.0.2", 80)),
        no(
            node(1),
            Wish.any().port("10.0.0.1", 80),
            "port",
            "host port 10.0.0.1:80/tcp in use",
            "its port 10.0.0.1:80/tcp is a task's already"),
        no(
            node(1),
            Wish.any().port("", 80),
            "port",
            "host port 80/tcp in use",
            "its port 80/tcp is a task's already"),
        Case.passes(node(1), Wish.any().near("db", true, "node.id")),
        Case.passes(node(1), Wish.any().near("cache", false, "node.id")),
        Case.passes(node(1), Wish.any().apart("cache", true, "node.id")),
        Case.passes(node(1), Wish.any().apart("db", false, "node.id")),
        no(
            node(1),
            Wish.any().near("cache", true, "node.id"),
            "affinity",
            "without a task of service cache",
            "its node has no task of service cache, which must be near"),
        no(
            zone,
            Wish.any().apart("db", true, "node.labels.zone"),
            "affinity",
            "with tasks of service db",
            "its node.labels.zone has a task of service db, which must be apart"));
  }

  /// Tasks on node 1 reserve 1 CPU, 1 GiB, 10 pids and 1 of `gpu`.
  private static List<Case> whatIsLeft() {
    Resources counted =
        new Resources(
            OptionalLong.of(2_000_000_000L),
            OptionalLong.of(2 * GIB),
            OptionalLong.of(20),
            Map.of("gpu", 3L));
    Clusters.Draft small = node(1).with("amd64", counted, Map.of());
    Clusters.Draft named =
        node(1).with("amd64", room(2, 2 * GIB), Map.of("gpu", List.of("g0", "g1")));
    return List.of(
        Case.passes(small, Wish.any().generic("gpu", 2)),
        Case.passes(named, Wish.any().generic("gpu", 1)),
        no(
            small,
            Wish.any().generic("gpu", 3),
            "generic",
            "insufficient gpu",
            "it has 2 gpu free of 3 needed"),
        no(
            named,
            Wish.any().generic("gpu", 2),
            "generic",
            "insufficient gpu",
            "it has 1 gpu free of 2 needed"),
        no(
            small,
            Wish.any().generic("fpga", 1),
            "generic",
            "insufficient fpga",
            "it has 0 fpga free of 1 needed"),
        Case.passes(small, Wish.any().cpus(1)),
        no(small, Wish.any().cpus(2), "cpu", "insufficient cpus", "it has 1 CPUs free of 2 needed"),
        no(
            node(1)
                .with(
                    "amd64",
                    new Resources(
                        OptionalLong.of(1_250_000_000L),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Map.of("gpu", 1L)),
                    Map.of()),
            Wish.any().cpus(1),
            "cpu",
            "insufficient cpus",
            "it has 0.25 CPUs free of 1 needed"),
        Case.passes(small, Wish.any().memory(GIB)),
        no(
            small,
            Wish.any().memory(GIB + GIB / 2),
            "memory",
            "insufficient memory",
            "it has 1024.0 MiB of memory free of 1536.0 MiB needed"),
        Case.passes(small, Wish.any().pids(10)),
        no(
            small,
            Wish.any().pids(11),
            "pids",
            "insufficient pids",
            "it has 10 pids free of 11 needed"));
  }

  private static Case no(
      Clusters.Draft node, Wish wish, String filter, String lack, String reason) {
    return new Case(node, wish, filter, lack, reason);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void checksAndExplains(Case each) {
    Needs needs = each.wish().needs();
    Feasibility feasibility = new Feasibility(occupied(each.node()), HOMES);
    PlacementView view = feasibility.explain(group("web"), needs);
    NodeVerdict verdict = view.nodes().getFirst();
    assertEquals("host1", verdict.hostname());
    if (each.filter().isEmpty()) {
      assertEquals(List.of(), verdict.obstacles());
      assertTrue(verdict.suits());
      assertEquals("", view.summary());
    } else {
      assertEquals(List.of(new Obstacle(each.filter(), each.reason())), verdict.obstacles());
      assertFalse(verdict.suits());
      assertEquals("no suitable node (" + each.lack() + " on host1)", view.summary());
    }
  }

  private static Occupancy occupied(Clusters.Draft node) {
    Random random = new Random(1);
    Occupancy occupancy = new Occupancy();
    occupancy.node(node.state());
    Wish db = Wish.any().port("10.0.0.1", 80).cpus(1).memory(GIB).pids(10).generic("gpu", 1);
    occupancy.hold(Clusters.task("db", 1, random), id(1), db.needs());
    occupancy.hold(Clusters.task("web", 1, random), id(1), Wish.any().needs());
    occupancy.hold(Clusters.task("web", 2, random), id(1), Wish.any().needs());
    return occupancy;
  }

  @Test
  void everyFilterIsSeenToFail() {
    Set<String> words = new HashSet<>();
    cases().map(Case::filter).forEach(words::add);
    Filter.ALL.forEach(
        filter ->
            assertTrue(words.contains(filter.word()) || filter == NodeFilter.HOST, filter::word));
  }

  @Test
  void aTaskForOneNodeThatIsGoneIsToldWhichNodeItIsFor() {
    Occupancy occupancy = new Occupancy();
    occupancy.node(node(1).state());
    PlacementView view =
        new Feasibility(occupancy, Map.of()).explain(group("web"), Wish.any().on(id(7)).needs());
    assertEquals("no suitable node (not the node asked for on host1)", view.summary());
    assertEquals(
        List.of(new Obstacle("host", "the task is for node " + id(7) + " only")),
        view.nodes().getFirst().obstacles());
  }

  @Test
  void aNodeIsToldEverythingThatIsWrongWithIt() {
    Occupancy occupancy = new Occupancy();
    occupancy.node(node(1).is(Intake.DRAINED).state());
    occupancy.node(node(2).state());
    Needs needs = Wish.any().constraint("node.hostname==host2").memory(65 * GIB).needs();
    PlacementView view = new Feasibility(occupancy, Map.of()).explain(group("web"), needs);
    assertEquals(
        List.of("accepting", "constraint", "memory"),
        view.nodes().get(0).obstacles().stream().map(Obstacle::filter).toList());
    assertEquals(
        List.of("memory"), view.nodes().get(1).obstacles().stream().map(Obstacle::filter).toList());
    assertEquals(
        "no suitable node (drained on host1; insufficient memory on host2)", view.summary());
  }
}

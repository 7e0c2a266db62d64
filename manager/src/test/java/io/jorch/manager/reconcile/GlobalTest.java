package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.moded;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress;
import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.Task;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GlobalTest {
  private static final NodeId THREE = new NodeId("node00000003");
  private final Set<NodeId> unfit = new HashSet<>();
  private final World world = new World();
  private final Liveness ready = new Liveness.Ready();

  GlobalTest() {
    world.node(World.TWO, ready, true);
    world.fit = _ -> node -> !unfit.contains(node.id());
  }

  private static ServiceSpec agent(String image) {
    return moded(service("agent", task(image), 1), Mode.GLOBAL, 0);
  }

  private static ServiceSpec check(String image) {
    return moded(service("check", task(image), 1), Mode.GLOBAL_JOB, 0);
  }

  private Map<Integer, NodeId> places(String service) {
    Map<Integer, NodeId> places = new TreeMap<>();
    world.live(service).forEach(task -> places.put(task.slot(), task.node().orElseThrow()));
    return places;
  }

  @Test
  void eachNodeHasOneTask() {
    world.up(agent("agent:1")).settle();
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
    assertEquals("shop-agent-2", world.task("agent", 2).name());
  }

  @Test
  void aTaskIsBoundToItsNodeBeforeItIsPlaced() {
    world.up(agent("agent:1")).reconcile();
    assertEquals(World.TWO, world.task("agent", 2).bound().orElseThrow());
    assertTrue(world.task("agent", 2).node().isEmpty());
  }

  @Test
  void aNewNodeGetsATask() {
    world.up(agent("agent:1")).settle();
    world.node(THREE, ready, true).settle();
    assertEquals(Map.of(1, World.ONE, 2, World.TWO, 3, THREE), places("agent"));
  }

  @Test
  void aDrainedNodeLosesItsTaskAndGetsTheSameSlotWhenItIsBack() {
    world.up(agent("agent:1")).settle();
    world.intake(World.ONE, Intake.DRAINED).settle();
    assertEquals(Map.of(2, World.TWO), places("agent"));
    world.intake(World.ONE, Intake.OPEN).settle();
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
  }

  @Test
  void aPausedNodeKeepsItsTaskAndANewOnePausedGetsNone() {
    world.up(agent("agent:1")).settle();
    world.intake(World.ONE, Intake.PAUSED).node(THREE, ready, true);
    world.intake(THREE, Intake.PAUSED).settle();
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
  }

  @Test
  void aNodeThatNoLongerSuitsLosesItsTask() {
    world.up(agent("agent:1")).settle();
    unfit.add(World.ONE);
    world.reconcile();
    assertEquals(Task.Desired.REMOVE, world.task("agent", 1).desired());
    world.settle();
    assertEquals(Map.of(2, World.TWO), places("agent"));
  }

  @Test
  void aServiceThatNoNodeSuitsSaysSo() {
    unfit.addAll(Set.of(World.ONE, World.TWO));
    world.up(agent("agent:1")).settle();
    assertEquals("no node is what the service asks for", world.waiting("agent", 0));
  }

  @Test
  void theTaskOfALostNodeIsNotReplacedAndGoesOnWhenItIsBack() {
    world.up(agent("agent:1")).settle();
    Task before = world.task("agent", 1);
    world.node(World.ONE, new Liveness.Lost(world.now), true).settle();
    assertEquals(Map.of(2, World.TWO), places("agent"));
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
    assertEquals(1, world.progress().services().getFirst().desired());
    world.node(World.ONE, ready, true).settle();
    assertEquals(before.id(), world.task("agent", 1).id());
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
  }

  @Test
  void aNodeThatIsMerelyAwayKeepsItsSlot() {
    world.up(agent("agent:1")).settle();
    world.node(World.ONE, new Liveness.Disconnected(world.now), true).settle();
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
  }

  @Test
  void updatesNodeByNodeInPlace() {
    world.up(agent("agent:1")).settle();
    world.up(agent("agent:2")).reconcile();
    assertEquals(
        1, world.tasks.values().stream().filter(t -> t.desired() == Task.Desired.STOP).count());
    world.settle().pass(Duration.ofSeconds(10)).settle();
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
    world.live("agent").forEach(each -> assertEquals(Specs.hash(task("agent:2")), each.spec()));
  }

  @Test
  void aCrashedTaskComesBackOnItsNode() {
    world.up(agent("agent:1")).settle();
    Task old = world.task("agent", 2);
    world.exit(old, 1);
    world.pass(Duration.ofSeconds(5)).settle();
    assertNotEquals(old.id(), world.task("agent", 2).id());
    assertEquals(Map.of(1, World.ONE, 2, World.TWO), places("agent"));
  }

  @Test
  void twoNodesThatClaimOneSlotEndWithOneEach() {
    world.up(agent("agent:1")).settle();
    Task lostOne = world.task("agent", 1);
    world.nodes.remove(World.ONE);
    world.settle();
    world.node(THREE, ready, true).settle();
    assertEquals(Map.of(1, THREE, 2, World.TWO), places("agent"));
    // The node comes back and tells of a task that was forgotten.
    world.node(World.ONE, ready, true);
    world.tasks.put(lostOne.id(), lostOne);
    world.obey(lostOne);
    world.settle();
    assertEquals(Set.of(World.ONE, World.TWO, THREE), Set.copyOf(places("agent").values()));
    assertEquals(3, world.live("agent").size());
  }

  @Test
  void progressCountsNodes() {
    world.up(agent("agent:1")).reconcile();
    assertEquals(Progress.Verdict.CONVERGING, world.progress().verdict());
    assertEquals(2, world.progress().services().getFirst().desired());
    world.settle();
    assertEquals(2, world.progress().services().getFirst().ready());
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void aGlobalJobRunsOnceOnEachNodeAndOnNewOnes() {
    world.up(check("check:1")).settle();
    assertEquals(Progress.Verdict.CONVERGING, world.progress().verdict());
    world.live("check").forEach(task -> world.exit(task, 0));
    world.settle();
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
    assertEquals(2, world.progress().services().getFirst().done());
    world.node(THREE, ready, true).settle();
    assertEquals(Map.of(3, THREE), places("check"));
  }

  @Test
  void aGlobalJobIsNotRunAgainOnANodeThatWasDrainedMeanwhile() {
    world.up(check("check:1")).settle();
    world.live("check").forEach(task -> world.exit(task, 0));
    world.settle();
    world.intake(World.ONE, Intake.DRAINED).settle();
    world.intake(World.ONE, Intake.OPEN).settle();
    assertEquals(Map.of(), places("check"));
  }
}

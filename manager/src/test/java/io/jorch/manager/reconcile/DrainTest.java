package io.jorch.manager.reconcile;

import static io.jorch.core.model.UpdatePolicy.FailureAction.PAUSE;
import static io.jorch.core.model.UpdatePolicy.Order.START_FIRST;
import static io.jorch.core.model.UpdatePolicy.Order.STOP_FIRST;
import static io.jorch.manager.reconcile.Specs.policy;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.task;
import static io.jorch.manager.reconcile.Specs.updating;
import static io.jorch.manager.reconcile.Specs.withVolume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.Health;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final World world = new World();

  private void drain() {
    world.node(World.TWO, new Liveness.Ready(), true);
    world.intake(World.ONE, Intake.DRAINED);
  }

  private List<Task> on(io.jorch.core.model.NodeId node) {
    return world.live("web").stream()
        .filter(task -> task.node().filter(node::equals).isPresent())
        .toList();
  }

  /// As the scheduler would: not to the drained node.
  private void place() {
    world.tasks.replaceAll((_, task) -> task.node().isEmpty() ? task.on(World.TWO) : task);
  }

  private void settle() {
    for (int i = 0; i < 50; i++) {
      world.reconcile();
      place();
      world.obey();
    }
  }

  @Test
  void movesOneAfterAnotherAndStopsNoneBeforeItsReplacementIsReady() {
    world.up(updating(service("web", 3), policy(1, START_FIRST, PAUSE, 0))).settle();
    drain();
    world.reconcile();
    assertEquals(1, world.last.changes().size());
    assertEquals(3, on(World.ONE).size());
    assertEquals("moves when those before it have moved", world.waiting("web", 2));
    place();
    Task fresh = world.task("web", 1);
    world.report(fresh.id(), TaskState.RUNNING, Health.STARTING, OptionalInt.empty());
    assertEquals(List.of(), world.reconcile().changes());
    world.report(fresh.id(), TaskState.RUNNING, Health.HEALTHY, OptionalInt.empty());
    world.reconcile();
    Task old = world.history("web", 1).getFirst();
    assertEquals(List.of(new Change.Stop(old.id(), "its node is drained")), world.last.changes());
    settle();
    assertEquals(0, on(World.ONE).size());
    assertEquals(3, on(World.TWO).size());
    assertEquals(6, world.tasks.size(), "each moved once");
    assertEquals(Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void movesTenAtATimeWhenNothingIsSaid() {
    world.up(service("web", 12)).settle();
    drain();
    assertEquals(10, world.reconcile().changes().size());
    assertEquals("moves when those before it have moved", world.waiting("web", 12));
    place();
    assertEquals(12, on(World.ONE).size(), "none goes before its replacement is ready");
    settle();
    assertEquals(12, on(World.TWO).size());
  }

  @Test
  void movesAsManyAtATimeAsAnUpdateWould() {
    world.up(updating(service("web", 4), policy(0, STOP_FIRST, PAUSE, 0))).settle();
    drain();
    assertEquals(4, world.reconcile().changes().size());
  }

  @Test
  void aReplacementThatFailsIsTriedAgainLaterAndTheOldOneStays() {
    world.up(service("web", 1)).settle();
    drain();
    world.reconcile();
    place();
    Task first = world.task("web", 1);
    world.report(first, TaskState.RUNNING);
    world.exit(first, 1);
    world.reconcile();
    assertEquals(1, world.last.changes().size(), "the first time at once");
    place();
    world.exit(world.task("web", 1), 1);
    world.reconcile();
    assertEquals(List.of(), world.last.changes());
    assertEquals("waits before attempt 2 at its replacement", world.waiting("web", 1));
    assertEquals(1, on(World.ONE).size());
    world.now = world.last.wakeAt().orElseThrow();
    settle();
    assertEquals(1, on(World.TWO).size());
    assertEquals(0, on(World.ONE).size());
  }

  @Test
  void whatIsBoundToItsVolumeStaysAndSaysSo() {
    world.up(service("web", withVolume("db:1", "shop_data"), 1)).settle();
    drain();
    assertEquals(List.of(), world.reconcile().changes());
    assertEquals(
        "stays on node host-1, which is drained: its volume shop_data is there",
        world.waiting("web", 1));
  }

  @Test
  void anUpdateOfWhatIsBoundToADrainedNodeWaitsInsteadOfEndingIt() {
    world.up(service("web", withVolume("db:1", "shop_data"), 1)).settle();
    drain();
    world.up(service("web", withVolume("db:2", "shop_data"), 1));
    assertEquals(List.of(), world.reconcile().changes());
    assertTrue(
        world.waiting("web", 1).startsWith("its volume is on node host-1, which takes no new"),
        world.waiting("web", 1));
    world.intake(World.ONE, Intake.OPEN).settle();
    assertEquals(Specs.hash(withVolume("db:2", "shop_data")), world.live("web").getFirst().spec());
  }

  @Test
  void whatRunsOnceStaysUntilItEnds() {
    world.up(Specs.job("web")).settle();
    drain();
    assertEquals(List.of(), world.reconcile().changes());
    assertTrue(world.waiting("web", 1).endsWith("it runs once, until it ends"));
  }

  @Test
  void whatMayNotBeThereTwiceStopsFirst() {
    ServiceSpec named = named();
    world.up(named).settle();
    drain();
    world.reconcile();
    assertEquals(Task.Desired.STOP, world.task("web", 1).desired());
    assertEquals(1, world.history("web", 1).size());
    settle();
    assertEquals(1, on(World.TWO).size());
  }

  private static ServiceSpec named() {
    ServiceSpec plain = service("web", 1);
    return new ServiceSpec(
        plain.name(),
        plain.task(),
        plain.build(),
        1,
        false,
        plain.restart(),
        plain.dependsOn(),
        plain.ports(),
        plain.pullPolicy(),
        java.util.Optional.of("the-web"),
        plain.labels(),
        plain.deployment());
  }

  @Test
  void activatingTheNodeAgainKeepsWhatHasNotMoved() {
    world.up(service("web", 2)).settle();
    List<Task> before = world.live("web");
    drain();
    world.reconcile();
    world.intake(World.ONE, Intake.OPEN).reconcile();
    assertEquals(before, world.live("web"));
    assertEquals(2, world.tasks.size());
  }

  @Test
  void aPausedNodeKeepsItsTasks() {
    world.up(service("web", 2)).settle();
    world.node(World.TWO, new Liveness.Ready(), true);
    world.intake(World.ONE, Intake.PAUSED);
    assertEquals(List.of(), world.reconcile().changes());
    world.intake(World.ONE, Intake.UNSTABLE);
    assertEquals(List.of(), world.reconcile().changes());
  }

  @Test
  void anUpdateLeavesTheDrainedNode() {
    world.up(service("web", 2)).settle();
    drain();
    world.up(service("web", task("web:2"), 2));
    settle();
    assertEquals(2, on(World.TWO).size());
    assertEquals(0, on(World.ONE).size());
  }
}

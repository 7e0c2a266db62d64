package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.withVolume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.manager.node.Liveness;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLossTest {
  private final World world = new World();
  private final Liveness lost = new Liveness.Lost(world.now);

  @Test
  void adoptsNothingBeforeNodeReported() {
    world.node(World.ONE, new Liveness.Ready(), false);
    world.up(service("web", 2));
    assertEquals(List.of(), world.reconcile().changes());
    assertTrue(world.waiting("web", 0).startsWith("node host-1 has not reported"));
    world.node(World.ONE, new Liveness.Ready(), true);
    assertEquals(2, world.reconcile().changes().size());
  }

  @Test
  void startsNothingBeforeANodeJoined() {
    world.nodes.clear();
    world.up(service("web", 1));
    assertEquals(List.of(), world.reconcile().changes());
    assertEquals(
        "no node has joined the cluster yet; tasks start when one has", world.waiting("web", 0));
  }

  @Test
  void keepsTheSlotsOfADisconnectedNode() {
    world.up(service("web", 2)).settle();
    world.node(World.ONE, new Liveness.Disconnected(world.now), true);
    assertEquals(List.of(), world.reconcile().changes());
  }

  @Test
  void replacesLostTasksElsewhere() {
    world.up(service("web", 1)).settle();
    Task old = world.task("web", 1);
    world.node(World.ONE, lost, true).node(World.TWO, new Liveness.Ready(), true);
    world.reconcile();
    Task fresh = world.task("web", 1);
    assertNotEquals(old.id(), fresh.id());
    assertEquals(TaskState.LOST, world.observed().see(world.history("web", 1).getFirst()).state());
    world.tasks.put(fresh.id(), fresh.on(World.TWO));
    world.settle();
    world.node(World.ONE, new Liveness.Ready(), true);
    world.settle();
    assertEquals(List.of(fresh.id()), world.live("web").stream().map(Task::id).toList());
  }

  @Test
  void neverMovesATaskAwayFromItsVolume() {
    world.up(service("db", withVolume("db:1", "shop_data"), 1)).settle();
    Task db = world.task("db", 1);
    world.node(World.ONE, lost, true).node(World.TWO, new Liveness.Ready(), true);
    assertEquals(List.of(), world.reconcile().changes());
    assertEquals(
        "volume shop_data is on node host-1, which is lost; the task goes on when the node is back",
        world.waiting("db", 1));
    world.node(World.ONE, new Liveness.Ready(), true);
    assertEquals(List.of(), world.reconcile().changes());
    assertEquals(List.of(db), world.live("db"));
  }

  @Test
  void aStackCanBeRemovedThoughANodeIsLost() {
    world.up(service("web", 2)).settle();
    world.node(World.ONE, lost, true).node(World.TWO, new Liveness.Ready(), true);
    world.down().settle();
    assertTrue(world.desired.isEmpty());
  }

  @Test
  void aStackIsNotGoneWhileANodeMayStillHoldItsTasks() {
    world.up(service("web", 1));
    world.node(World.ONE, new Liveness.Ready(), false);
    world.down().reconcile();
    assertEquals(1, world.desired.size());
    world.node(World.ONE, new Liveness.Ready(), true);
    world.reconcile();
    assertTrue(world.desired.isEmpty());
  }
}

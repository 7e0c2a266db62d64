package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.withVolume;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.Task;
import io.jorch.manager.node.Liveness;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A node stops being what a service asks for: its labels changed, or the service's constraints.
class MisplacedTest {
  private final World world = new World();

  private void noLongerSuits() {
    world.node(World.TWO, new Liveness.Ready(), true);
    world.fit = _ -> node -> node.id().equals(World.TWO);
  }

  @Test
  void aTaskMovesWhenTheOneInTheNewPlaceIsReady() {
    world.up(service("web", 1)).settle();
    Task old = world.task("web", 1);
    noLongerSuits();
    world.reconcile();
    Task fresh = world.task("web", 1);
    assertEquals(List.of(old.id(), fresh.id()), world.live("web").stream().map(Task::id).toList());
    world.tasks.put(fresh.id(), fresh.on(World.TWO));
    world.settle();
    assertEquals(List.of(fresh.id()), world.live("web").stream().map(Task::id).toList());
  }

  @Test
  void aTaskWithAVolumeStaysAndSaysSo() {
    world.up(service("db", withVolume("db:1", "shop_data"), 1)).settle();
    Task old = world.task("db", 1);
    noLongerSuits();
    world.settle();
    assertEquals(List.of(old.id()), world.live("db").stream().map(Task::id).toList());
    assertEquals(
        "stays on node host-1, which is not what the service asks for:"
            + " its volume shop_data is there",
        world.waiting("db", 1));
  }
}

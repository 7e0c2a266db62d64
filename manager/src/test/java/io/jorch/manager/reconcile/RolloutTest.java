package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Health;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final ServiceSpec NEW = service("web", task("web:2"), 3);
  private static final SpecHash HASH = Specs.hash(NEW.task());

  private final World world = new World().up(service("web", 3)).settle();

  @Test
  void replacesOneReadyTaskAfterAnotherStopFirst() {
    world.up(NEW);
    for (int slot = 1; slot <= 3; slot++) {
      Task old = world.task("web", slot);
      assertEquals(
          List.of(new Change.Stop(old.id(), "replaced by a newer specification")),
          world.reconcile().changes());
      world.obey();
      assertEquals(1, world.reconcile().changes().size(), "a new one when the old has ended");
      assertEquals(HASH, world.task("web", slot).spec());
      assertEquals(0, world.task("web", slot).attempt());
      assertEquals(List.of(), world.reconcile().changes(), "waits until it is ready");
      world.obey();
    }
    assertEquals(List.of(), world.reconcile().changes());
    assertEquals(6, world.tasks.size());
  }

  @Test
  void waitsForTheNewTaskToBeHealthy() {
    world.up(NEW).reconcile();
    world.obey();
    world.reconcile();
    Task fresh = world.task("web", 1);
    world.tasks.put(fresh.id(), fresh.on(World.ONE));
    world.report(fresh.id(), TaskState.RUNNING, Health.STARTING, OptionalInt.empty());
    assertEquals(List.of(), world.reconcile().changes());
    world.report(fresh.id(), TaskState.RUNNING, Health.HEALTHY, OptionalInt.empty());
    assertEquals(1, world.reconcile().changes().size());
  }

  @Test
  void stopsGoingOnWhenTheNewTaskFails() {
    world.up(NEW).reconcile();
    world.obey();
    for (int i = 0; i < 5; i++) {
      world.reconcile();
      world.now = world.last.wakeAt().orElse(world.now);
      world.reconcile();
      Task fresh = world.task("web", 1);
      if (world.live("web").contains(fresh)) {
        world.tasks.put(fresh.id(), fresh.on(World.ONE));
        world.exit(world.task("web", 1), 1);
      }
    }
    assertTrue(world.live("web").stream().noneMatch(task -> task.spec().equals(HASH)));
    assertEquals(2, world.live("web").size(), "the other two of the old specification serve on");
  }

  @Test
  void replacesTasksThatServeNobodyAllAtOnce() {
    World fresh = new World().up(service("web", 3));
    fresh.reconcile();
    fresh.up(NEW).reconcile();
    assertEquals(3, fresh.live("web").size());
    assertTrue(fresh.live("web").stream().allMatch(task -> task.spec().equals(HASH)));
  }

  @Test
  void scalingNeverReplacesWhatRuns() {
    List<Task> before = world.live("web");
    world.up(service("web", 4)).settle();
    assertEquals(before, world.live("web").subList(0, 3));
  }

  @Test
  void anUpdateOfAStoppedServiceStartsNothing() {
    world.up(NEW.withStopped(true)).settle();
    assertTrue(world.live("web").isEmpty());
  }
}

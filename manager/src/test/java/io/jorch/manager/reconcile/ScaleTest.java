package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private final World world = new World();

  @Test
  void createsAHundredReplicasInOnePass() {
    world.up(service("web", 100)).reconcile();
    assertEquals(100, world.last.changes().size());
    assertEquals("shop-web-100", world.task("web", 100).name());
  }

  @Test
  void neverTouchesUnchangedTasks() {
    world.up(service("web", 3), service("db", 1)).settle();
    Map<?, ?> before = Map.copyOf(world.tasks);
    world.up(service("web", 3), service("db", 1)).settle();
    assertEquals(before, world.tasks);
  }

  @Test
  void scalingUpKeepsTheTasksThatRun() {
    world.up(service("web", 2)).settle();
    Set<Task> before = new HashSet<>(world.tasks.values());
    world.up(service("web", 5)).settle();
    assertTrue(world.tasks.values().containsAll(before));
    assertEquals(5, world.live("web").size());
  }

  @Test
  void scalingDownRemovesTheHighestSlotsFirst() {
    world.up(service("web", 5)).settle();
    world.up(service("web", 2)).settle();
    assertEquals(List.of(1, 2), world.live("web").stream().map(Task::slot).toList());
    assertEquals(2, world.tasks.size());
  }

  @Test
  void scalingDownPrefersSlotsThatAreNotReady() {
    world.up(service("web", 3)).settle();
    world.exit(world.task("web", 1), 1);
    world.up(service("web", 2)).settle();
    assertEquals(List.of(2, 3), world.live("web").stream().map(Task::slot).toList());
    world.up(service("web", 3)).settle();
    assertEquals(List.of(1, 2, 3), world.live("web").stream().map(Task::slot).sorted().toList());
  }

  @Test
  void aSlotScaledDownAndUpAgainWaitsForItsOldTask() {
    world.up(service("web", 2)).settle();
    world.up(service("web", 1)).reconcile();
    world.up(service("web", 2)).reconcile();
    assertEquals(1, world.history("web", 2).size());
    assertTrue(world.waiting("web", 2).startsWith("waits for task "));
    world.settle();
    assertEquals(TaskState.RUNNING, world.observed().see(world.task("web", 2)).state());
  }

  @Test
  void tasksThatNeverReachedANodeAreForgottenAtOnce() {
    world.up(service("web", 3)).reconcile();
    world.up(service("web", 1)).reconcile();
    assertEquals(1, world.tasks.size());
  }

  @Test
  void removedServicesGoAway() {
    world.up(service("web", 1), service("old", 2)).settle();
    world.up(service("web", 1)).settle();
    assertEquals(1, world.tasks.size());
  }

  @Test
  void tasksOfAStackNobodyKnowsAreRemoved() {
    world.up(service("web", 2)).settle();
    world.desired.clear();
    world.settle();
    assertTrue(world.tasks.isEmpty());
  }

  @Test
  void stoppedServicesKeepTheirEndedTasksUntilStarted() {
    world.up(service("web", 2)).settle();
    world.up(service("web", 2).withStopped(true)).settle();
    assertEquals(2, world.tasks.size());
    assertTrue(world.live("web").isEmpty());
    world.up(service("web", 2)).settle();
    assertEquals(2, world.live("web").size());
    assertEquals(4, world.tasks.size());
  }

  @Test
  void oneOffTasksAreLeftAlone() {
    world.up(service("web", 1)).settle();
    Task web = world.task("web", 1);
    Task run =
        new Task(
            TaskId.random(world.random),
            web.stack(),
            web.service(),
            0,
            "shop-web-run",
            web.spec(),
            web.node(),
            Task.Desired.RUN,
            world.now,
            0);
    world.tasks.put(run.id(), run);
    world.exit(run, 1);
    assertEquals(List.of(), world.reconcile().changes());
    world.down().settle();
    assertTrue(world.tasks.isEmpty());
    assertTrue(world.desired.isEmpty());
  }
}

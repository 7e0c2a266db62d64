package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.job;
import static io.jorch.manager.reconcile.Specs.onFailure;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Health;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RestartTest {
  private final World world = new World();

  @Test
  void replacesAFailedTaskAtOnceTheFirstTime() {
    world.up(service("web", 1)).settle();
    Task first = world.task("web", 1);
    world.exit(first, 137);
    world.reconcile();
    assertNotEquals(first, world.task("web", 1));
    assertEquals(1, world.task("web", 1).attempt());
    assertTrue(world.tasks.containsKey(first.id()), "history stays");
  }

  @Test
  void replacesFailedTaskAfterBackoff() {
    world.up(service("web", 1)).settle();
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      world.exit(world.task("web", 1), 1);
      world.reconcile();
      Instant at = world.last.wakeAt().orElse(world.now);
      waits.add(Duration.between(world.now, at));
      world.now = at;
      world.settle();
    }
    assertEquals(
        List.of(0L, 500L, 1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L),
        waits.stream().map(Duration::toMillis).toList());
  }

  @Test
  void saysWhatItWaitsForWhileBackingOff() {
    world.up(service("web", 1)).settle();
    failOnce(3);
    world.exit(world.task("web", 1), 3);
    world.reconcile();
    assertEquals(
        "waits before restart 2 in a row: task "
            + world.task("web", 1).id().shortForm()
            + " exited with code 3",
        world.waiting("web", 1));
  }

  @Test
  void forgetsFailuresAfterAStablePeriod() {
    world.up(service("web", 1)).settle();
    failOnce(1);
    failOnce(1);
    world.pass(Duration.ofSeconds(10));
    world.exit(world.task("web", 1), 1);
    assertEquals(1, world.reconcile().changes().size());
    assertEquals(1, world.task("web", 1).attempt());
  }

  @Test
  void anExplicitDelayReplacesTheBackoff() {
    world.up(with(service("web", 1), onFailure(0, Optional.of(Duration.ofSeconds(7))))).settle();
    for (int i = 0; i < 4; i++) {
      world.exit(world.task("web", 1), 1);
      world.reconcile();
      assertEquals(Optional.of(world.now.plusSeconds(7)), world.last.wakeAt());
      world.pass(Duration.ofSeconds(7)).settle();
    }
  }

  @Test
  void givesUpAfterTheAttemptsAllowed() {
    world.up(with(service("web", 1), onFailure(2, Optional.empty()))).settle();
    failOnce(1);
    failOnce(1);
    Task last = world.task("web", 1);
    world.exit(last, 1);
    world.pass(Duration.ofHours(1)).reconcile();
    assertEquals(last.id(), world.task("web", 1).id());
    assertEquals(
        "task "
            + last.id().shortForm()
            + " exited with code 1 and its restart policy allows no more than 2 restarts",
        world.waiting("web", 1));
  }

  @Test
  void countsAttemptsWithinTheWindowOnly() {
    RestartPolicy policy =
        new RestartPolicy(
            RestartPolicy.Condition.ANY,
            Optional.of(Duration.ZERO),
            OptionalInt.of(2),
            Optional.of(Duration.ofSeconds(60)),
            false);
    world.up(with(service("web", 1), policy)).settle();
    failOnce(1);
    failOnce(1);
    world.pass(Duration.ofSeconds(61));
    failOnce(1);
    failOnce(1);
    Task last = world.task("web", 1);
    world.exit(last, 1);
    world.pass(Duration.ofDays(1)).settle();
    assertEquals(last.id(), world.task("web", 1).id());
    assertEquals(5, world.tasks.size());
  }

  @Test
  void aJobThatSucceededStaysComplete() {
    world.up(job("job")).settle();
    world.exit(world.task("job", 1), 0);
    world.pass(Duration.ofDays(1)).settle();
    assertEquals(1, world.tasks.size());
  }

  @Test
  void aJobThatFailedStaysFailedUnderPolicyNo() {
    world.up(job("job")).settle();
    world.exit(world.task("job", 1), 4);
    world.settle();
    assertEquals(1, world.tasks.size());
    assertTrue(
        world.waiting("job", 1).endsWith("exited with code 4 and its restart policy is 'no'"));
  }

  @Test
  void alwaysRestartsAnExitWithCodeZero() {
    world.up(service("web", 1)).settle();
    world.exit(world.task("web", 1), 0);
    world.settle();
    assertEquals(2, world.tasks.size());
  }

  @Test
  void replacesAnUnhealthyTask() {
    world.up(service("web", 1)).settle();
    Task sick = world.task("web", 1);
    world.report(sick.id(), TaskState.RUNNING, Health.UNHEALTHY, OptionalInt.empty());
    world.reconcile();
    assertEquals(1, world.history("web", 1).size(), "stop first");
    world.settle();
    assertNotEquals(sick.id(), world.task("web", 1).id());
    assertEquals(1, world.task("web", 1).attempt());
  }

  @Test
  void leavesAnUnhealthyTaskAloneWhenNothingWouldFollowIt() {
    world.up(job("web")).settle();
    Task sick = world.task("web", 1);
    world.report(sick.id(), TaskState.RUNNING, Health.UNHEALTHY, OptionalInt.empty());
    assertEquals(List.of(), world.reconcile().changes());
  }

  @Test
  void triesAgainLaterWhenTheNodeRefuses() {
    world.up(job("web")).reconcile();
    Task task = world.task("web", 1);
    world.tasks.put(task.id(), task.on(World.ONE));
    world.report(world.task("web", 1), TaskState.REJECTED);
    world.reconcile();
    assertEquals(Optional.of(world.now.plusMillis(500)), world.last.wakeAt());
    world.pass(Duration.ofMillis(500)).settle();
    assertEquals(2, world.tasks.size());
  }

  @Test
  void keepsTheLastFiveEndedTasksOfASlot() {
    world.up(service("web", 1)).settle();
    for (int i = 0; i < 9; i++) {
      world.pass(Duration.ofMinutes(1));
      failOnce(1);
    }
    assertEquals(6, world.history("web", 1).size());
    assertFalse(world.live("web").isEmpty());
  }

  private void failOnce(int code) {
    world.exit(world.task("web", 1), code);
    world.reconcile();
    world.now = world.last.wakeAt().orElse(world.now);
    world.settle();
  }
}

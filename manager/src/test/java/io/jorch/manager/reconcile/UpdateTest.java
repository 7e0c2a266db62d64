package io.jorch.manager.reconcile;

import static io.jorch.core.model.UpdatePolicy.FailureAction.CONTINUE;
import static io.jorch.core.model.UpdatePolicy.FailureAction.PAUSE;
import static io.jorch.core.model.UpdatePolicy.Order.START_FIRST;
import static io.jorch.core.model.UpdatePolicy.Order.STOP_FIRST;
import static io.jorch.manager.reconcile.Specs.policy;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.Health;
import io.jorch.core.model.RevisionOutcome.State;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.UpdatePolicy;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Each key of `update_config`, and what follows a failure.
class UpdateTest extends Updating {
  @Test
  void replacesAsManyAtATimeAsParallelismSays() {
    deployed(5, policy(2, STOP_FIRST, PAUSE, 0));
    update(5, policy(2, STOP_FIRST, PAUSE, 0));
    assertEquals(2, world.last.changes().size());
    world.obey();
    world.reconcile();
    assertEquals(3, ready(OLD), "two have ended, two are made");
    assertEquals(2, live(NEW).size());
    world.obey();
    world.reconcile();
    assertEquals(2, world.last.changes().size(), "the next two end");
    world.settle();
    assertEquals(5, ready(NEW));
  }

  @Test
  void aSlotIsReplacedAsSoonAsOneOfTheGroupIsReady() {
    deployed(4, policy(2, STOP_FIRST, PAUSE, 0));
    update(4, policy(2, STOP_FIRST, PAUSE, 0));
    world.obey();
    world.reconcile();
    place();
    world.report(world.task("web", 1), TaskState.RUNNING);
    assertEquals(1, world.reconcile().changes().size());
    assertEquals(Task.Desired.STOP, world.task("web", 3).desired());
  }

  @Test
  void parallelismZeroReplacesAllAtOnce() {
    deployed(5, policy(0, STOP_FIRST, PAUSE, 0));
    update(5, policy(0, STOP_FIRST, PAUSE, 0));
    assertEquals(5, world.last.changes().size());
  }

  @Test
  void waitsForTheDelayAfterEachReplacement() {
    UpdatePolicy slow =
        new UpdatePolicy(1, Duration.ofSeconds(30), STOP_FIRST, Duration.ofSeconds(5), PAUSE, 0);
    deployed(2, slow);
    update(2, slow);
    world.settle();
    assertEquals(1, ready(NEW));
    assertEquals(world.now.plusSeconds(30), world.last.wakeAt().orElseThrow());
    world.pass(Duration.ofSeconds(29)).settle();
    assertEquals(1, ready(NEW));
    world.pass(Duration.ofSeconds(1)).settle();
    assertEquals(2, ready(NEW));
    assertEquals(State.CONVERGED, world.outcome().orElseThrow().state(), "no delay after the last");
  }

  @Test
  void startFirstStopsTheOldOneOnlyWhenTheNewOneIsReady() {
    deployed(2, policy(1, START_FIRST, PAUSE, 0));
    update(2, policy(1, START_FIRST, PAUSE, 0));
    assertEquals(2, ready(OLD));
    assertEquals(1, live(NEW).size());
    place();
    Task fresh = live(NEW).getFirst();
    world.report(fresh.id(), TaskState.RUNNING, Health.STARTING, OptionalInt.empty());
    assertEquals(List.of(), world.reconcile().changes(), "its health is not decided yet");
    assertEquals(1, world.progress().services().getFirst().outdated() - 1);
    world.report(fresh.id(), TaskState.RUNNING, Health.HEALTHY, OptionalInt.empty());
    world.reconcile();
    Task old = world.history("web", 1).getFirst();
    assertEquals(
        List.of(new Change.Stop(old.id(), "replaced by a newer specification")),
        world.last.changes(),
        "the next slot waits until the old one has ended");
    assertEquals(Verdict.CONVERGING, world.progress().verdict());
    world.settle();
    assertEquals(2, ready(NEW));
    assertEquals(0, live(OLD).size());
    assertEquals(Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void servicesWithAVolumeStopFirstWhateverTheySay() {
    UpdatePolicy policy = policy(1, START_FIRST, PAUSE, 0);
    world
        .up(updating(service("web", Specs.withVolume("web:1", "shop_data"), 1), policy))
        .settle()
        .up(updating(service("web", Specs.withVolume("web:2", "shop_data"), 1), policy))
        .reconcile();
    assertEquals(Task.Desired.STOP, world.task("web", 1).desired());
    assertEquals(1, world.history("web", 1).size());
  }

  @Test
  void pausesAtTheFirstFailureAndSaysWhy() {
    deployed(3, UpdatePolicy.DEFAULT);
    update(3, UpdatePolicy.DEFAULT);
    world.obey();
    world.reconcile();
    Task failed = world.task("web", 1);
    newOnesFail();
    world.reconcile();
    Progress progress = world.progress();
    assertEquals(Verdict.FAILED, progress.verdict());
    assertEquals(
        "the update of service web failed in 1 of 3 slots: task "
            + failed.id().shortForm()
            + " exited with code 3",
        progress.problem());
    assertEquals(failed.id().value(), progress.failedTask());
    assertEquals(State.FAILED, world.outcome().orElseThrow().state());
    world.pass(Duration.ofMinutes(10)).settle();
    assertEquals(2, ready(OLD), "the others serve on, though the new task runs by now");
    assertEquals(1, ready(NEW));
    assertTrue(world.waiting("web", 2).startsWith("the update has stopped: "));
    assertEquals(Verdict.FAILED, world.progress().verdict());
  }

  @Test
  void theSameAgainGoesOnWithAPausedUpdate() {
    deployed(3, UpdatePolicy.DEFAULT);
    update(3, UpdatePolicy.DEFAULT);
    world.obey();
    world.reconcile();
    newOnesFail();
    world.reconcile();
    assertEquals(State.FAILED, world.outcome().orElseThrow().state());
    world.pass(Duration.ofMinutes(1)).settle();
    update(3, UpdatePolicy.DEFAULT);
    world.settle();
    assertEquals(3, ready(NEW));
    assertEquals(State.CONVERGED, world.outcome().orElseThrow().state());
  }

  @Test
  void aPausedStartFirstUpdateLeavesEveryOldTask() {
    deployed(2, policy(1, START_FIRST, PAUSE, 0));
    update(2, policy(1, START_FIRST, PAUSE, 0));
    newOnesFail();
    world.settle();
    world.pass(Duration.ofHours(1)).settle();
    assertEquals(2, ready(OLD));
    assertEquals(0, live(NEW).size(), "it is not tried again");
  }

  @Test
  void aNewTaskThatIsUnhealthyCountsAsAFailure() {
    deployed(2, policy(1, START_FIRST, PAUSE, 0));
    update(2, policy(1, START_FIRST, PAUSE, 0));
    place();
    Task fresh = live(NEW).getFirst();
    world.report(fresh.id(), TaskState.RUNNING, Health.UNHEALTHY, OptionalInt.empty());
    world.reconcile();
    assertEquals(State.FAILED, world.outcome().orElseThrow().state());
    world.settle();
    assertEquals(0, live(NEW).size(), "it goes: the old one serves");
    assertEquals(2, ready(OLD));
  }

  @Test
  void failuresAfterTheMonitorAreNoneOfTheUpdates() {
    deployed(2, UpdatePolicy.DEFAULT);
    update(2, UpdatePolicy.DEFAULT);
    world.obey();
    world.reconcile();
    place();
    world.report(
        world.task("web", 1).id(), TaskState.RUNNING, Health.STARTING, OptionalInt.empty());
    world.reconcile();
    world.pass(Duration.ofSeconds(6));
    world.exit(world.task("web", 1), 1);
    world.reconcile();
    assertTrue(world.outcome().isEmpty());
    world.settle();
    world.pass(Duration.ofSeconds(1)).settle();
    assertEquals(2, ready(NEW));
  }

  @Test
  void toleratesAsManyFailuresAsTheRatioSays() {
    deployed(4, policy(1, STOP_FIRST, PAUSE, 0.25));
    update(4, policy(1, STOP_FIRST, PAUSE, 0.25));
    world.obey();
    world.reconcile();
    newOnesFail();
    world.reconcile();
    assertTrue(world.outcome().isEmpty(), "one of four may fail");
    assertEquals(Task.Desired.STOP, world.task("web", 2).desired(), "it does not hold up others");
    world.obey();
    world.reconcile();
    newOnesFail();
    world.reconcile();
    assertEquals(State.FAILED, world.outcome().orElseThrow().state());
    assertTrue(world.progress().problem().contains("in 2 of 4 slots"));
    assertEquals(2, ready(OLD));
  }

  @Test
  void continueReplacesAllWhateverFails() {
    deployed(3, policy(1, STOP_FIRST, CONTINUE, 0));
    update(3, policy(1, STOP_FIRST, CONTINUE, 0));
    for (int i = 0; i < 30 && !live(OLD).isEmpty(); i++) {
      assertEquals(Verdict.CONVERGING, world.progress().verdict());
      newOnesFail();
      world.reconcile();
      world.pass(Duration.ofSeconds(1));
    }
    assertEquals(List.of(), live(OLD));
    assertTrue(world.outcome().isEmpty());
  }
}

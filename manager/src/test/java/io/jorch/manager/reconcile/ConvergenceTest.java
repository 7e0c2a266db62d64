package io.jorch.manager.reconcile;

import static io.jorch.core.model.Dependency.Condition.COMPLETED_SUCCESSFULLY;
import static io.jorch.manager.reconcile.Specs.dependingOn;
import static io.jorch.manager.reconcile.Specs.job;
import static io.jorch.manager.reconcile.Specs.on;
import static io.jorch.manager.reconcile.Specs.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.ServiceProgress;
import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private final World world = new World();

  @Test
  void convergesWhenServicesRunAndJobsAreDone() {
    world.up(dependingOn(service("front", 2), on("job", COMPLETED_SUCCESSFULLY)), job("job"));
    world.settle();
    assertEquals(Verdict.CONVERGING, world.progress().verdict());
    world.exit(world.task("job", 1), 0);
    world.settle();
    Progress progress = world.progress();
    assertEquals(Verdict.CONVERGED, progress.verdict());
    ServiceProgress front = progress.services().getFirst();
    assertEquals(2, front.ready());
    assertEquals("running", front.replicas().getFirst().state());
    assertEquals(1, progress.services().getLast().done());
  }

  @Test
  void isNotConvergedWhileSurplusTasksEnd() {
    world.up(service("web", 3)).settle();
    world.up(service("web", 1)).reconcile();
    assertEquals(Verdict.CONVERGING, world.progress().verdict());
    world.settle();
    assertEquals(Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void isNotConvergedWhileTasksAreOutdated() {
    world.up(service("web", 2)).settle();
    world.up(service("web", Specs.task("web:2"), 2));
    assertEquals(Verdict.CONVERGING, world.progress().verdict());
    world.settle();
    assertEquals(Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void failsWhenASlotFailedThreeTimesInARow() {
    world.up(service("web", 1)).settle();
    for (int i = 0; i < 3; i++) {
      assertEquals("", world.progress().problem());
      world.exit(world.task("web", 1), 1);
      world.reconcile();
      Task failed = world.task("web", 1);
      world.now = world.last.wakeAt().orElse(world.now);
      if (i < 2) {
        world.settle();
      } else {
        assertEquals(Verdict.FAILED, world.progress().verdict());
        assertEquals(failed.id().value(), world.progress().failedTask());
        assertEquals(
            "service web failed: task "
                + failed.id().shortForm()
                + " exited with code 1 (3 times in a row)",
            world.progress().problem());
      }
    }
  }

  @Test
  void blamesTheJobAndNotTheServiceThatWaitsForIt() {
    world.up(dependingOn(service("front", 1), on("job", COMPLETED_SUCCESSFULLY)), job("job"));
    world.settle();
    Task job = world.task("job", 1);
    world.exit(job, 7);
    world.settle();
    Progress progress = world.progress();
    assertEquals(Verdict.FAILED, progress.verdict());
    assertEquals(job.id().value(), progress.failedTask());
    assertEquals(
        "service job failed: task "
            + job.id().shortForm()
            + " exited with code 7 and its restart policy is 'no'",
        progress.problem());
  }

  @Test
  void failsAtOnceWhenANodeRefuses() {
    world.up(service("web", 1)).reconcile();
    Task task = world.task("web", 1);
    world.tasks.put(task.id(), task.on(World.ONE));
    world.report(task, TaskState.REJECTED);
    world.pass(Duration.ofSeconds(1)).reconcile();
    assertEquals(Verdict.FAILED, world.progress().verdict());
    assertEquals(task.id().value(), world.progress().failedTask());
  }

  @Test
  void failuresBeforeTheRevisionDoNotCount() {
    world.up(service("web", 1)).settle();
    for (int i = 0; i < 4; i++) {
      world.exit(world.task("web", 1), 1);
      world.reconcile();
      world.now = world.last.wakeAt().orElse(world.now);
      world.reconcile();
      Task next = world.task("web", 1);
      world.tasks.put(next.id(), next.on(World.ONE));
    }
    world.pass(Duration.ofSeconds(1)).up(service("web", 2));
    assertEquals(Verdict.CONVERGING, world.progress().verdict());
  }

  @Test
  void aStoppedStackConvergesWhenAllHasEnded() {
    world.up(service("web", 2)).settle();
    world.up(service("web", 2).withStopped(true)).reconcile();
    assertEquals(Verdict.CONVERGING, world.progress().verdict());
    world.settle();
    assertEquals(Verdict.CONVERGED, world.progress().verdict());
  }
}

package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.moded;
import static io.jorch.manager.reconcile.Specs.on;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress;
import io.jorch.core.model.Dependency.Condition;
import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.Task;
import io.jorch.manager.node.Liveness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTest {
  private final World world = new World();

  private static ServiceSpec job(String image, int completions, int atOnce) {
    return moded(service("job", task(image), completions), Mode.REPLICATED_JOB, atOnce);
  }

  private void complete(int tasks) {
    List<Task> live = world.live("job");
    live.stream().limit(tasks).forEach(task -> world.exit(task, 0));
    world.settle();
  }

  @Test
  void runsUntilSoManyTasksCompleted() {
    world.up(job("job:1", 3, 0)).settle();
    assertEquals(3, world.live("job").size());
    assertEquals(Progress.Verdict.CONVERGING, world.progress().verdict());
    complete(2);
    assertEquals(Progress.Verdict.CONVERGING, world.progress().verdict());
    assertEquals(2, world.progress().services().getFirst().done());
    complete(1);
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
    assertEquals(List.of(), world.live("job"));
    assertEquals(List.of(), world.reconcile().changes());
  }

  @Test
  void runsNoMoreAtATimeThanItMay() {
    world.up(job("job:1", 5, 2)).settle();
    assertEquals(2, world.live("job").size());
    assertEquals(
        "waits for its turn: no more than 2 of the job run at a time", world.waiting("job", 3));
    complete(1);
    assertEquals(2, world.live("job").size());
    complete(2);
    complete(2);
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
    assertEquals(5, world.progress().services().getFirst().done());
  }

  @Test
  void aFailedTaskIsTriedAgain() {
    world.up(job("job:1", 1, 0)).settle();
    world.exit(world.task("job", 1), 1);
    world.settle().pass(Duration.ofSeconds(1)).settle();
    assertEquals(1, world.live("job").size());
    complete(1);
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void aTaskThatFailsAgainAndAgainIsAFailure() {
    world.up(job("job:1", 1, 0)).settle();
    for (int i = 0; i < 3; i++) {
      world.exit(world.live("job").getFirst(), 1);
      world.settle().pass(Duration.ofSeconds(10)).settle();
    }
    assertEquals(Progress.Verdict.FAILED, world.progress().verdict());
  }

  @Test
  void aChangedJobBeginsAnewAllAtOnce() {
    world.up(job("job:1", 3, 0)).settle();
    complete(1);
    world.up(job("job:2", 3, 0)).reconcile();
    assertEquals(
        2, world.tasks.values().stream().filter(t -> t.desired() == Task.Desired.STOP).count());
    world.settle();
    assertEquals(3, world.live("job").size());
    world.live("job").forEach(each -> assertEquals(Specs.hash(task("job:2")), each.spec()));
  }

  @Test
  void anUnchangedJobIsNotRunAgain() {
    world.up(job("job:1", 2, 0)).settle();
    complete(2);
    world.up(job("job:1", 2, 0)).settle();
    assertEquals(List.of(), world.live("job"));
    world.up(job("job:1", 3, 0)).settle();
    assertEquals(1, world.live("job").size());
  }

  @Test
  void whatCompletedOnANodeThatIsLostStaysDone() {
    world.node(World.TWO, new Liveness.Ready(), true);
    world.up(job("job:1", 1, 0)).settle();
    complete(1);
    world.node(World.ONE, new Liveness.Lost(world.now), true).settle();
    assertEquals(List.of(), world.live("job"));
    assertEquals(Progress.Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void dependentsWaitForAllCompletions() {
    ServiceSpec web =
        Specs.dependingOn(service("web", 1), on("job", Condition.COMPLETED_SUCCESSFULLY));
    world.up(job("job:1", 2, 0), web).settle();
    complete(1);
    assertEquals(List.of(), world.live("web"));
    assertTrue(world.waiting("web", 1).startsWith("waits for service job to complete"));
    complete(1);
    assertEquals(1, world.live("web").size());
  }

  @Test
  void dependentsOnItsHealthStartWhileItRuns() {
    ServiceSpec web = Specs.dependingOn(service("web", 1), on("job", Condition.HEALTHY));
    world.up(job("job:1", 1, 0), web).settle();
    assertEquals(1, world.live("web").size());
  }
}

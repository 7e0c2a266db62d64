package io.jorch.manager.reconcile;

import static io.jorch.core.model.Dependency.Condition.COMPLETED_SUCCESSFULLY;
import static io.jorch.core.model.Dependency.Condition.HEALTHY;
import static io.jorch.core.model.Dependency.Condition.STARTED;
import static io.jorch.manager.reconcile.Specs.dependingOn;
import static io.jorch.manager.reconcile.Specs.job;
import static io.jorch.manager.reconcile.Specs.on;
import static io.jorch.manager.reconcile.Specs.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.Health;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.manager.plan.Edit;
import io.jorch.manager.plan.Spelling;
import io.jorch.manager.plan.StackEdit;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DependencyTest {
  private final World world = new World();

  @Test
  void waitsForJobBeforeStartingFront() {
    world.up(dependingOn(service("front", 2), on("job", COMPLETED_SUCCESSFULLY)), job("job"));
    world.settle();
    assertTrue(world.live("front").isEmpty());
    assertEquals(
        "waits for service job to complete (shop-job-1 is running)", world.waiting("front", 1));
    world.exit(world.task("job", 1), 0);
    world.settle();
    assertEquals(2, world.live("front").size());
  }

  @Test
  void aFailedDependencyIsNamed() {
    world.up(dependingOn(service("front", 1), on("job", COMPLETED_SUCCESSFULLY)), job("job"));
    world.settle();
    Task job = world.task("job", 1);
    world.exit(job, 9);
    world.settle();
    assertEquals(
        "waits for service job to complete, which it will not: task "
            + job.id().shortForm()
            + " exited with code 9 and its restart policy is 'no'",
        world.waiting("front", 1));
  }

  @Test
  void waitsForEveryReplicaToBeHealthy() {
    world.up(dependingOn(service("front", 1), on("db", HEALTHY)), service("db", 2)).reconcile();
    for (Task task : List.copyOf(world.tasks.values())) {
      world.tasks.put(task.id(), task.on(World.ONE));
      world.report(task.id(), TaskState.RUNNING, Health.STARTING, OptionalInt.empty());
    }
    world.reconcile();
    assertEquals(
        "waits for service db to be healthy (shop-db-1 is running, its health not decided yet)",
        world.waiting("front", 1));
    Task one = world.task("db", 1);
    world.report(one.id(), TaskState.RUNNING, Health.HEALTHY, OptionalInt.empty());
    assertEquals(List.of(), world.reconcile().changes());
    Task two = world.task("db", 2);
    world.report(two.id(), TaskState.RUNNING, Health.HEALTHY, OptionalInt.empty());
    assertEquals(1, world.reconcile().changes().size());
  }

  @Test
  void startedIsEnoughWhereHealthIsNotAskedFor() {
    world.up(dependingOn(service("front", 1), on("db", STARTED)), service("db", 1)).reconcile();
    Task db = world.task("db", 1);
    world.tasks.put(db.id(), db.on(World.ONE));
    assertEquals(List.of(), world.reconcile().changes());
    world.report(db.id(), TaskState.RUNNING, Health.STARTING, OptionalInt.empty());
    assertEquals(1, world.reconcile().changes().size());
  }

  @Test
  void aRunningDependentIsNotStoppedWhenItsDependencyFails() {
    world.up(dependingOn(service("front", 1), on("db", HEALTHY)), service("db", 1)).settle();
    Task front = world.task("front", 1);
    world.exit(world.task("db", 1), 1);
    world.settle();
    assertEquals(front, world.task("front", 1));
  }

  @Test
  void aCrashedDependentIsRestartedThoughItsDependencyIsDown() {
    world.up(dependingOn(service("front", 1), on("job", COMPLETED_SUCCESSFULLY)), job("job"));
    world.settle();
    world.exit(world.task("job", 1), 0);
    world.settle();
    world.tasks.remove(world.task("job", 1).id());
    world.exit(world.task("front", 1), 1);
    world.reconcile();
    assertEquals(1, world.live("front").size());
  }

  @Test
  void anOptionalDependencyThatFailedOnlyWarns() {
    Dependency optional =
        new Dependency(new ServiceName("job"), COMPLETED_SUCCESSFULLY, false, false);
    world.up(dependingOn(service("front", 1), optional), job("job")).settle();
    assertTrue(world.live("front").isEmpty(), "it may still succeed");
    world.exit(world.task("job", 1), 1);
    world.reconcile();
    assertEquals(1, world.live("front").size());
    assertEquals(1, world.last.warnings().size());
  }

  @Test
  void anOptionalDependencyThatIsAbsentOnlyWarns() {
    Dependency optional = new Dependency(new ServiceName("cache"), STARTED, false, false);
    world.up(dependingOn(service("front", 1), optional)).reconcile();
    assertEquals(1, world.live("front").size());
    assertEquals(
        "started without its dependency: service cache is not part of the stack",
        world.last.warnings().values().iterator().next());
  }

  @Test
  void updatesDependenciesBeforeTheirDependents() {
    world.up(dependingOn(service("front", 1), on("db", HEALTHY)), service("db", 1)).settle();
    world.up(
        dependingOn(service("front", Specs.task("front:2"), 1), on("db", HEALTHY)),
        service("db", Specs.task("db:2"), 1));
    world.reconcile();
    assertEquals(Task.Desired.RUN, world.task("front", 1).desired());
    assertEquals(Task.Desired.STOP, world.task("db", 1).desired());
    world.settle();
    assertEquals(Specs.hash(Specs.task("front:2")), world.task("front", 1).spec());
  }

  @Test
  void aDependentThatAsksForItIsReplacedAfterARestartOfItsDependency() {
    Dependency follows = new Dependency(new ServiceName("db"), HEALTHY, true, true);
    StackSpec spec = Specs.stack(dependingOn(service("front", 2), follows), service("db", 1));
    world.up(spec).settle();
    List<Task> before = world.live("front");
    StackEdit edits = new StackEdit(new Spelling((_, _) -> ""));
    Edit restarted = edits.restart(spec, List.of(new ServiceName("db")));
    world.up(((Edit.Edited) restarted).spec()).reconcile();
    assertEquals(Task.Desired.STOP, world.task("db", 1).desired());
    assertEquals(before, world.live("front"), "it waits for the new dependency");
    world.obey();
    world.reconcile();
    assertEquals(before, world.live("front"));
    world.settle();
    assertEquals(2, world.live("front").size());
    assertTrue(world.live("front").stream().noneMatch(before::contains));
  }

  @Test
  void downStopsDependentsBeforeTheirDependencies() {
    world.up(dependingOn(service("front", 1), on("db", HEALTHY)), service("db", 1)).settle();
    world.down().reconcile();
    assertEquals(Task.Desired.REMOVE, world.task("front", 1).desired());
    assertEquals(Task.Desired.RUN, world.task("db", 1).desired());
    assertEquals("waits for service front, which depends on it, to end", world.waiting("db", 0));
    world.settle();
    assertTrue(world.tasks.isEmpty());
    assertTrue(world.desired.isEmpty());
  }

  @Test
  void downOfNothingIsGoneInOnePass() {
    world.up(dependingOn(service("front", 1), on("db", HEALTHY)), service("db", 1)).reconcile();
    world.down().reconcile();
    assertTrue(world.desired.isEmpty());
  }
}

package io.jorch.manager.reconcile;

import static io.jorch.core.model.UpdatePolicy.FailureAction.PAUSE;
import static io.jorch.core.model.UpdatePolicy.FailureAction.ROLLBACK;
import static io.jorch.core.model.UpdatePolicy.Order.START_FIRST;
import static io.jorch.core.model.UpdatePolicy.Order.STOP_FIRST;
import static io.jorch.manager.reconcile.Specs.at;
import static io.jorch.manager.reconcile.Specs.policy;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.task;
import static io.jorch.manager.reconcile.Specs.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.RevisionOutcome.State;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.UpdatePolicy;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The way back of a whole stack.
class RollbackTest extends Updating {
  @Test
  void rollsTheWholeStackBackToWhatHadConverged() {
    UpdatePolicy policy = policy(1, START_FIRST, ROLLBACK, 0);
    ServiceSpec db = service("db", 1);
    world.up(web("web:1", 2, policy), db).settle();
    world.pass(Duration.ofMinutes(1));
    world.up(web("web:1", 2, policy), db.withReplicas(2)).settle();
    assertEquals(2, world.outcome().orElseThrow().revision());
    world.pass(Duration.ofMinutes(1));
    world.up(web("web:2", 2, policy), service("db", task("db:2"), 3)).reconcile();
    newOnesFail();
    world.reconcile();
    assertEquals(4, at(world.desired, Specs.SHOP).revision());
    assertEquals(OptionalLong.of(2), at(world.desired, Specs.SHOP).rollbackTo());
    assertEquals(
        State.ROLLED_BACK,
        at(at(world.outcomes, Specs.SHOP), 3L).state(),
        "of the one that failed");
    world.settle();
    assertEquals(2, ready(OLD));
    assertEquals(0, live(NEW).size());
    assertEquals(2, world.live("db").size());
    assertTrue(world.live("db").stream().allMatch(t -> t.spec().equals(Specs.hash(task("db:1")))));
    assertEquals(State.CONVERGED, world.outcome().orElseThrow().state());
    assertEquals(Verdict.CONVERGED, world.progress().verdict());
  }

  @Test
  void aFailureWithinTheMonitorOfTheLastTaskStillRollsBack() {
    UpdatePolicy policy = policy(0, STOP_FIRST, ROLLBACK, 0);
    deployed(1, policy);
    update(1, policy);
    world.settle();
    assertEquals(1, ready(NEW));
    assertEquals(Verdict.CONVERGING, world.progress().verdict(), "under watch");
    assertEquals(world.now.plusSeconds(5), world.last.wakeAt().orElseThrow());
    world.pass(Duration.ofSeconds(4));
    world.exit(world.task("web", 1), 1);
    world.reconcile();
    assertEquals(3, at(world.desired, Specs.SHOP).revision());
  }

  @Test
  void convergesWhenTheMonitorIsOver() {
    UpdatePolicy policy = policy(0, STOP_FIRST, ROLLBACK, 0);
    deployed(1, policy);
    update(1, policy);
    world.settle();
    world.pass(Duration.ofSeconds(5)).reconcile();
    assertEquals(State.CONVERGED, world.outcome().orElseThrow().state());
    world.exit(world.task("web", 1), 1);
    world.settle();
    assertEquals(2, at(world.desired, Specs.SHOP).revision(), "too late for that");
  }

  @Test
  void anAddedServiceThatFailsForGoodRollsBackToo() {
    UpdatePolicy policy = policy(1, STOP_FIRST, ROLLBACK, 0);
    deployed(1, policy);
    world.up(web("web:1", 1, policy), updating(service("api", 1), policy)).reconcile();
    for (int i = 0; i < 3; i++) {
      assertEquals(2, at(world.desired, Specs.SHOP).revision());
      place();
      world.exit(world.task("api", 1), 1);
      world.reconcile();
      world.now = world.last.wakeAt().orElse(world.now);
      world.reconcile();
    }
    assertEquals(3, at(world.desired, Specs.SHOP).revision());
    world.settle();
    assertTrue(world.live("api").isEmpty());
  }

  @Test
  void aRollbackIsGovernedByItsOwnPolicyAndNeverRolledBack() {
    UpdatePolicy update = policy(1, STOP_FIRST, ROLLBACK, 0);
    UpdatePolicy rollback = policy(3, STOP_FIRST, PAUSE, 0);
    world.up(updating(service("web", task("web:1"), 4), update, rollback)).settle();
    world.pass(Duration.ofMinutes(1));
    world.up(updating(service("web", task("web:2"), 4), update, rollback)).settle();
    Task last = world.task("web", 4);
    world.exit(last, 1);
    world.reconcile();
    world.reconcile();
    // The slot that failed is under way already.
    assertEquals(2, live(NEW).stream().filter(task -> task.desired() == Task.Desired.STOP).count());
    world.obey();
    world.reconcile();
    place();
    for (Task task : live(OLD)) {
      world.exit(task, 9);
    }
    world.reconcile();
    assertEquals(State.FAILED, world.outcome().orElseThrow().state());
    assertEquals(3, at(world.desired, Specs.SHOP).revision());
    assertEquals(Verdict.FAILED, world.progress().verdict());
  }

  @Test
  void nothingIsRolledBackBeforeAnythingHasConverged() {
    UpdatePolicy policy = policy(1, STOP_FIRST, ROLLBACK, 0);
    world.up(web("web:2", 1, policy)).reconcile();
    newOnesFail();
    world.reconcile();
    assertEquals(1, at(world.desired, Specs.SHOP).revision());
    assertTrue(world.outcome().isEmpty());
  }

  @Test
  void aRollbackThatADyingManagerDecidedIsFinishedByTheNext() {
    deployed(1, policy(1, STOP_FIRST, ROLLBACK, 0));
    update(1, policy(1, STOP_FIRST, ROLLBACK, 0));
    world.obey();
    world.reconcile();
    newOnesFail();
    Outcome decided =
        new Reconciler(Specs::hash, world.random)
            .reconcile(
                List.copyOf(world.desired.values()), world.pasts(), world.observed(), world.now);
    Change.RollBack rollback = (Change.RollBack) decided.changes().getFirst();
    at(world.outcomes, Specs.SHOP).put(2L, rollback.outcome());
    world.pass(Duration.ofSeconds(3)).reconcile();
    assertEquals(3, at(world.desired, Specs.SHOP).revision());
    world.settle();
    assertEquals(1, ready(OLD));
  }
}

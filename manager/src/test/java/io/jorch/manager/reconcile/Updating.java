package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.policy;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.task;
import static io.jorch.manager.reconcile.Specs.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.RevisionOutcome.State;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.UpdatePolicy;
import java.time.Duration;
import java.util.List;

/// A stack with a service that is updated from `web:1` to `web:2`.
abstract class Updating {
  static final SpecHash OLD = Specs.hash(task("web:1"));
  static final SpecHash NEW = Specs.hash(task("web:2"));

  final World world = new World();

  void deployed(int replicas, UpdatePolicy policy) {
    world.up(web("web:1", replicas, policy)).settle();
    assertEquals(State.CONVERGED, world.outcome().orElseThrow().state());
    world.pass(Duration.ofMinutes(1));
  }

  static ServiceSpec web(String image, int replicas, UpdatePolicy policy) {
    return updating(service("web", task(image), replicas), policy);
  }

  /// Asks for the new specification and looks once.
  void update(int replicas, UpdatePolicy policy) {
    world.up(web("web:2", replicas, policy)).reconcile();
  }

  List<Task> live(SpecHash spec) {
    return world.live("web").stream().filter(task -> task.spec().equals(spec)).toList();
  }

  long ready(SpecHash spec) {
    return live(spec).stream().filter(task -> world.observed().see(task).ready()).count();
  }

  void place() {
    world.tasks.replaceAll((_, task) -> task.node().isEmpty() ? task.on(World.ONE) : task);
  }

  /// What the new specification does: it ends as soon as it runs.
  void newOnesFail() {
    place();
    for (Task task : live(NEW)) {
      if (task.desired() == Task.Desired.RUN) {
        world.report(task, TaskState.RUNNING);
        world.exit(task, 3);
      }
    }
    world.live("web").stream()
        .filter(task -> task.desired() != Task.Desired.RUN)
        .forEach(world::obey);
  }
}

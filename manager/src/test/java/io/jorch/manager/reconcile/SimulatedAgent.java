package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.at;

import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// An agent as small as can be: it remembers the tasks it was given, goes one step at a time, and
/// reports when it is connected.
final class SimulatedAgent {
  private final World world;
  private final NodeId id;
  private final Random random;
  private final Map<TaskId, Task> disk = new TreeMap<>();
  private final Map<TaskId, TaskStatus> states = new TreeMap<>();
  boolean connected = true;
  boolean lazy = true;

  SimulatedAgent(World world, NodeId id, Random random) {
    this.world = world;
    this.id = id;
    this.random = random;
  }

  /// Takes what it is assigned, removes what it is not, goes on with the rest.
  void contact() {
    if (!connected || !at(world.nodes, id).synced()) {
      return;
    }
    Set<TaskId> assigned = new HashSet<>();
    for (Task task : List.copyOf(world.tasks.values())) {
      if (task.node().filter(id::equals).isPresent()) {
        assigned.add(task.id());
        disk.put(task.id(), task);
        if (!lazy || random.nextInt(4) > 0) {
          step(task);
        }
      }
    }
    disk.keySet().retainAll(assigned);
    states.keySet().retainAll(assigned);
  }

  private void step(Task task) {
    TaskState state = state(task);
    switch (task.desired()) {
      case RUN -> forward(task, state);
      case STOP -> {
        if (!state.ended()) {
          end(task, 143);
        }
      }
      case REMOVE -> {
        if (state != TaskState.REMOVED) {
          report(task, TaskState.REMOVED, Health.NONE, OptionalInt.empty());
        }
      }
    }
  }

  private void forward(Task task, TaskState state) {
    Health first = random.nextBoolean() ? Health.STARTING : Health.NONE;
    switch (state) {
      case PENDING, ASSIGNED -> report(task, TaskState.PREPARING, Health.NONE, none());
      case PREPARING -> report(task, TaskState.RUNNING, first, none());
      case RUNNING -> {
        if (at(states, task.id()).health() == Health.STARTING) {
          report(task, TaskState.RUNNING, Health.HEALTHY, none());
        }
      }
      case STARTING, COMPLETE, FAILED, REJECTED, LOST, REMOVED -> {}
    }
  }

  /// All tasks and statuses, as after a reconnection. What the manager still knows better stays.
  void reportAll() {
    disk.forEach(world.tasks::putIfAbsent);
    states.forEach(
        (task, status) -> {
          if (world.tasks.containsKey(task)) {
            world.statuses.put(task, status);
          }
        });
  }

  boolean crash() {
    return pick(TaskState.RUNNING, task -> end(task, random.nextInt(2)));
  }

  boolean sicken() {
    return pick(
        TaskState.RUNNING, task -> report(task, TaskState.RUNNING, Health.UNHEALTHY, none()));
  }

  boolean refuse() {
    return pick(TaskState.PREPARING, task -> report(task, TaskState.REJECTED, Health.NONE, none()));
  }

  void finishJobs() {
    for (Task task : List.copyOf(disk.values())) {
      boolean job = task.service().value().equals("job");
      if (job && state(task) == TaskState.RUNNING) {
        end(task, 0);
      }
    }
  }

  private boolean pick(TaskState state, Consumer<Task> fault) {
    List<Task> found = disk.values().stream().filter(task -> state(task) == state).toList();
    if (found.isEmpty()) {
      return false;
    }
    fault.accept(found.get(random.nextInt(found.size())));
    return true;
  }

  private TaskState state(Task task) {
    TaskStatus status = states.get(task.id());
    return status == null ? TaskState.ASSIGNED : status.state();
  }

  private void end(Task task, int code) {
    TaskStatus old = states.get(task.id());
    Health health = old == null ? Health.NONE : old.health();
    TaskState state = code == 0 ? TaskState.COMPLETE : TaskState.FAILED;
    report(task, state, health, OptionalInt.of(code));
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }

  private void report(Task task, TaskState state, Health health, OptionalInt code) {
    TaskStatus next =
        World.status(task.id(), id, states.get(task.id()), state, health, code, world.now);
    states.put(task.id(), next);
    if (connected && world.tasks.containsKey(task.id()) && at(world.nodes, id).synced()) {
      world.statuses.put(task.id(), next);
    }
  }
}

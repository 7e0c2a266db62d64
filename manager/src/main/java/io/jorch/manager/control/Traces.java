package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What was written since each of those who keep up by small steps asked last. Each set has one
/// asker only, who gets it and leaves an empty one.
final class Traces {
  private Set<TaskId> seats = new HashSet<>();
  private Set<TaskId> needs = new HashSet<>();
  private Set<StackName> stacks = new HashSet<>();
  private Set<NodeId> nodes = new HashSet<>();

  /// A task came, changed or went.
  void task(Task task) {
    status(task.id(), Optional.of(task));
    task.node().ifPresent(nodes::add);
  }

  /// Something was said of a task, which may not be known yet.
  void status(TaskId id, Optional<Task> task) {
    seats.add(id);
    needs.add(id);
    task.ifPresent(known -> stacks.add(known.stack()));
  }

  /// Tasks, for the one who seats them.
  Set<TaskId> seats() {
    Set<TaskId> taken = seats;
    seats = new HashSet<>();
    return taken;
  }

  /// Tasks, for the one who counts what they need.
  Set<TaskId> needs() {
    Set<TaskId> taken = needs;
    needs = new HashSet<>();
    return taken;
  }

  /// Stacks whose tasks or statuses changed.
  Set<StackName> stacks() {
    Set<StackName> taken = stacks;
    stacks = new HashSet<>();
    return taken;
  }

  /// Nodes whose tasks changed.
  Set<NodeId> nodes() {
    Set<NodeId> taken = nodes;
    nodes = new HashSet<>();
    return taken;
  }
}

package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All tasks, found by id, by stack and by node.
final class TaskIndex {
  private final Map<TaskId, Task> all = new HashMap<>();
  private final Map<StackName, Map<TaskId, Task>> byStack = new HashMap<>();
  private final Map<NodeId, Map<TaskId, Task>> byNode = new HashMap<>();

  /// Gives what was there under the same id.
  Optional<Task> put(Task task) {
    Optional<Task> before = Optional.ofNullable(all.put(task.id(), task));
    byStack.computeIfAbsent(task.stack(), _ -> new HashMap<>()).put(task.id(), task);
    before
        .flatMap(Task::node)
        .filter(node -> !task.node().equals(Optional.of(node)))
        .ifPresent(node -> leave(byNode, node, task.id()));
    task.node()
        .ifPresent(node -> byNode.computeIfAbsent(node, _ -> new HashMap<>()).put(task.id(), task));
    return before;
  }

  Optional<Task> remove(TaskId id) {
    Optional<Task> gone = Optional.ofNullable(all.remove(id));
    gone.ifPresent(task -> leave(byStack, task.stack(), id));
    gone.flatMap(Task::node).ifPresent(node -> leave(byNode, node, id));
    return gone;
  }

  private static <K> void leave(Map<K, Map<TaskId, Task>> index, K key, TaskId id) {
    Map<TaskId, Task> there = index.get(key);
    if (there != null && there.remove(id) != null && there.isEmpty()) index.remove(key);
  }

  Optional<Task> get(TaskId id) {
    return Optional.ofNullable(all.get(id));
  }

  Collection<Task> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  Map<TaskId, Task> of(StackName stack) {
    return Collections.unmodifiableMap(byStack.getOrDefault(stack, Map.of()));
  }

  Collection<Task> on(NodeId node) {
    return Collections.unmodifiableCollection(byNode.getOrDefault(node, Map.of()).values());
  }

  /// Stacks that have tasks.
  Set<StackName> stacks() {
    return new HashSet<>(byStack.keySet());
  }
}

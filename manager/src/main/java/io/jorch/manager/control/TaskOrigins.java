package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.node.NodeService;
import io.jorch.manager.stream.Origins;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The nodes of some tasks. The only node there is counts in any case: it may know of a task before
/// the manager does.
record TaskOrigins(Reach reach, Predicate<Task> meant) implements Origins {
  @Override
  public Set<NodeId> nodes() {
    Set<NodeId> nodes =
        reach.picture().get().observed().tasks().values().stream()
            .filter(meant)
            .flatMap(task -> task.node().stream())
            .collect(Collectors.toSet());
    Map<NodeId, NodeService> all = reach.all();
    if (all.size() == 1) nodes.addAll(all.keySet());
    return nodes;
  }

  @Override
  public Optional<NodeService> of(NodeId node) {
    return reach.services().of(node);
  }

  @Override
  public String trouble(NodeId node) {
    return reach.trouble(node);
  }

  @Override
  public String name(NodeId node) {
    return reach.name(node);
  }
}

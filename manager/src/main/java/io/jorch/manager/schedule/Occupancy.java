package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.manager.node.NodeState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What every node holds. Kept up to date by small steps; none of them costs more with more tasks.
public final class Occupancy {
  /// Tasks that are spread over nodes together.
  record Group(StackName stack, ServiceName service) {
    static Group of(Task task) {
      return new Group(task.stack(), task.service());
    }
  }

  private record Holding(NodeId node, Group group, Resources reserved) {}

  private final Map<NodeId, NodeLoad> nodes = new TreeMap<>();
  private final Map<TaskId, Holding> holdings = new HashMap<>();

  /// A node joined or changed.
  public void node(NodeState state) {
    NodeLoad known = nodes.get(state.id());
    if (known == null) {
      nodes.put(state.id(), new NodeLoad(state));
    } else {
      known.state(state);
    }
  }

  /// A node was taken out of the cluster; its tasks go with it.
  public void gone(NodeId node) {
    nodes.remove(node);
    holdings.values().removeIf(holding -> holding.node().equals(node));
  }

  /// A task takes its place on `node`. Asking again changes nothing.
  public void hold(Task task, NodeId node, Resources reserved) {
    NodeLoad load = nodes.get(node);
    if (load == null || holdings.containsKey(task.id())) {
      return;
    }
    Group group = Group.of(task);
    holdings.put(task.id(), new Holding(node, group, reserved));
    load.add(group, reserved, 1);
  }

  /// A task ended.
  public void release(TaskId task) {
    Holding holding = holdings.remove(task);
    if (holding != null) {
      Optional.ofNullable(nodes.get(holding.node()))
          .ifPresent(load -> load.add(holding.group(), holding.reserved(), -1));
    }
  }

  Collection<NodeLoad> loads() {
    return nodes.values();
  }
}

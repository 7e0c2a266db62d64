package io.jorch.agent.node;

import io.jorch.core.model.NodeImages;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;

/// Where a node sends what it observes. Calls must not block for long; the latest of each kind
/// counts.
public interface Reports {
  /// A task this node has, told when the agent starts, before [#node].
  void task(Task task, TaskSpec spec);

  void status(TaskStatus status);

  /// The node itself; the first after a start says that all its tasks have been told.
  void node(NodeInfo info);

  /// Which images the node has, at the start and whenever that changes.
  void images(NodeImages images);
}

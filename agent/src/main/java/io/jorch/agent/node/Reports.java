package io.jorch.agent.node;

import io.jorch.core.model.NodeImages;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;

/// Where a node sends what it observes. Calls must not block for long; the latest of each kind
/// counts.
public interface Reports {
  /// A task this node has, whenever it or what should become of it changes.
  void task(Task task, TaskSpec spec);

  void status(TaskStatus status);

  /// The node itself; the first of a session says that all its tasks have been told.
  void node(NodeInfo info);

  /// Which images the node has, at the start and whenever that changes.
  void images(NodeImages images);
}

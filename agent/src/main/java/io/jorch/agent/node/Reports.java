package io.jorch.agent.node;

import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeImages;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import java.util.concurrent.CompletionStage;

/// Where a node sends what it observes. Calls must not block for long; the latest of each kind
/// counts.
public interface Reports {
  /// A task this node has, whenever it or what should become of it changes.
  void task(Task task, TaskSpec spec);

  void status(TaskStatus status);

  /// What the node serves from now on, told only while it is in a cluster. Completes when the
  /// others can see it, or fails when they cannot; it is told again until they can.
  CompletionStage<Void> endpoints(EndpointSet set);

  /// The node itself; the first of a session says that all its tasks have been told.
  void node(NodeInfo info);

  /// Which images the node has, at the start and whenever that changes.
  void images(NodeImages images);
}

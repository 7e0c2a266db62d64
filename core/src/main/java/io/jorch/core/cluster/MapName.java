package io.jorch.core.cluster;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.Id;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskStatus;
import java.util.function.Function;

/// A map that all members share: what its keys and values are.
///
/// @param key makes a key from its text
public record MapName<K extends Id, V>(String name, Function<String, K> key, Class<V> value) {
  /// What each node should have; written by the manager.
  public static final MapName<NodeId, AssignmentSet> ASSIGNMENTS =
      new MapName<>("assignments", NodeId::new, AssignmentSet.class);

  /// What became of each task; written by the agent that has it.
  public static final MapName<TaskId, TaskStatus> STATUSES =
      new MapName<>("statuses", TaskId::new, TaskStatus.class);

  /// What each node says of itself; written by its agent.
  public static final MapName<NodeId, NodeInfo> NODES =
      new MapName<>("nodes", NodeId::new, NodeInfo.class);

  /// What each agent found on its node when it started, for a manager that knows nothing yet.
  public static final MapName<TaskId, TaskRecord> TASKS =
      new MapName<>("tasks", TaskId::new, TaskRecord.class);

  /// What each node serves; written by its agent.
  public static final MapName<NodeId, EndpointSet> ENDPOINTS =
      new MapName<>("endpoints", NodeId::new, EndpointSet.class);
}

package io.jorch.core.cluster;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.Id;
import io.jorch.core.model.Leading;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeImages;
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

  /// Which manager decides; each manager writes an entry of its own while it does.
  public static final MapName<NodeId, Leading> LEADERS =
      new MapName<>("leaders", NodeId::new, Leading.class);

  /// Which nodes have told that manager everything; written by their agents.
  public static final MapName<NodeId, Attendance> ATTENDANCE =
      new MapName<>("attendance", NodeId::new, Attendance.class);
  /// Which images each node has; written by its agent when that changes.
  public static final MapName<NodeId, NodeImages> IMAGES =
      new MapName<>("images", NodeId::new, NodeImages.class);
  /// What each node serves; written by its agent.
  public static final MapName<NodeId, EndpointSet> ENDPOINTS =
      new MapName<>("endpoints", NodeId::new, EndpointSet.class);
}

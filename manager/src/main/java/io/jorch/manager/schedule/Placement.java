package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.Map;

/// The answer for one task.
public sealed interface Placement {
  TaskId task();

  /// The task goes to `node`.
  ///
  /// @param binds volumes that had no home: from now on it is this node, which must be durable
  ///     before the task starts
  /// @param granted named resources that are the task's from now on, by kind
  record Placed(TaskId task, NodeId node, List<VolumeName> binds, Map<String, List<String>> granted)
      implements Placement {}

  /// No node will do.
  ///
  /// @param reason one sentence that counts the nodes by what they lack
  record Unplaceable(TaskId task, String reason) implements Placement {}
}

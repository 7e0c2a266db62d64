package io.jorch.manager.node;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;

/// One node as every decision of the manager sees it.
///
/// @param synced the node has reported all its tasks since this manager started; before that
///     nothing may be concluded from a task that seems to be missing
/// @param accepting `false` while the node is drained: no new tasks
public record NodeState(NodeInfo info, Liveness liveness, boolean synced, boolean accepting) {
  public NodeId id() {
    return info.id();
  }

  /// The node may hold tasks that this manager has not heard of yet.
  public boolean mayHoldUnknownTasks() {
    return !synced && !liveness.lost();
  }
}

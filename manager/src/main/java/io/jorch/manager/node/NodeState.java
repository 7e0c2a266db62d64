package io.jorch.manager.node;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.VolumeName;
import java.util.Map;
import java.util.Set;

/// One node as every decision of the manager sees it.
///
/// @param synced the node has reported all its tasks since this manager started; before that
///     nothing may be concluded from a task that seems to be missing
/// @param intake whether it is given new tasks
/// @param labels set by operators, beside those the node says of itself
/// @param doomed volumes of stacks that are gone, still to be removed from it
public record NodeState(
    NodeInfo info,
    Liveness liveness,
    boolean synced,
    Intake intake,
    NodeRole role,
    Map<String, String> labels,
    Set<VolumeName> doomed) {
  /// A node about which nobody decided anything: it manages itself.
  public NodeState(NodeInfo info, Liveness liveness, boolean synced, Intake intake) {
    this(info, liveness, synced, intake, NodeRole.MANAGER, Map.of(), Set.of());
  }

  /// A node that is open, or else drained.
  public NodeState(NodeInfo info, Liveness liveness, boolean synced, boolean accepting) {
    this(info, liveness, synced, accepting ? Intake.OPEN : Intake.DRAINED);
  }

  public NodeId id() {
    return info.id();
  }

  /// It may be given new tasks.
  public boolean accepting() {
    return intake == Intake.OPEN || unstable();
  }

  /// It is given new tasks only when no other node will do.
  public boolean unstable() {
    return intake == Intake.UNSTABLE;
  }

  /// Its tasks move away where they can.
  public boolean draining() {
    return intake == Intake.DRAINED;
  }

  /// The node may hold tasks that this manager has not heard of yet.
  public boolean mayHoldUnknownTasks() {
    return !synced && !liveness.lost();
  }
}

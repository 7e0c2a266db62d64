package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.manager.node.NodeState;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What changed of nodes from one look to the next, as far as it says anything about stacks: how
/// busy a node is and what it has put into effect does not.
final class NodeNews {
  private Map<NodeId, NodeState> seen = Map.of();
  private boolean incomplete;

  /// What changed.
  ///
  /// @param all it concerns every stack: whether anything may be concluded from what is missing
  record Changes(Set<NodeId> nodes, boolean all) {}

  Changes since(Map<NodeId, NodeState> states) {
    Set<NodeId> changed = new HashSet<>();
    boolean unsure = states.isEmpty();
    for (NodeState state : states.values()) {
      NodeState before = seen.get(state.id());
      if (before == null || !alike(before, state)) changed.add(state.id());
      unsure |= state.mayHoldUnknownTasks();
    }
    for (NodeId node : seen.keySet()) if (!states.containsKey(node)) changed.add(node);
    // Which of the nodes is waited for is told: that changes with any of them.
    boolean all = unsure != incomplete || (unsure && !changed.isEmpty());
    seen = states;
    incomplete = unsure;
    return new Changes(changed, all);
  }

  private static boolean alike(NodeState a, NodeState b) {
    if (Objects.equals(a, b)) return true;
    NodeInfo one = a.info();
    NodeInfo other = b.info();
    return a.liveness().ready() == b.liveness().ready()
        && a.liveness().lost() == b.liveness().lost()
        && a.synced() == b.synced()
        && a.intake() == b.intake()
        && a.role() == b.role()
        && a.labels().equals(b.labels())
        && one.labels().equals(other.labels())
        && one.hostname().equals(other.hostname())
        && one.architecture().equals(other.architecture())
        && one.capacity().equals(other.capacity())
        && one.named().equals(other.named());
  }
}

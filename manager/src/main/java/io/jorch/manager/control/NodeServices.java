package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.node.NodeService;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// How the manager reaches nodes. Looking one up never blocks: whether it answers is only known
/// when it is asked something.
public interface NodeServices {
  /// Empty when there is no way to the node now.
  Optional<NodeService> of(NodeId node);

  /// All nodes to which there is a way now.
  Map<NodeId, NodeService> reachable();

  /// A cluster of one node.
  ///
  /// @param service empty until the node is ready
  static NodeServices only(NodeId node, Supplier<Optional<NodeService>> service) {
    return new NodeServices() {
      @Override
      public Optional<NodeService> of(NodeId wanted) {
        return wanted.equals(node) ? service.get() : Optional.empty();
      }

      @Override
      public Map<NodeId, NodeService> reachable() {
        return service.get().map(there -> Map.of(node, there)).orElse(Map.of());
      }
    };
  }
}

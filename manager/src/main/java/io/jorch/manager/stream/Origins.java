package io.jorch.manager.stream;

import io.jorch.core.model.NodeId;
import io.jorch.core.node.NodeService;
import java.util.Optional;
import java.util.Set;

/// Where the parts of a stream come from. Asked again and again while it is followed.
public interface Origins {
  /// Nodes that have something to send now, whether they can be reached or not.
  Set<NodeId> nodes();

  Optional<NodeService> of(NodeId node);

  /// Why a node sends nothing, for people, with its name: `node beta has been away since …`.
  String trouble(NodeId node);

  /// A node's name, for people.
  String name(NodeId node);
}

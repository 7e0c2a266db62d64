package io.jorch.manager.control;

import io.jorch.core.api.ClusterView;
import io.jorch.core.model.NodeRole;
import java.io.IOException;
import java.io.OutputStream;

/// What operators may ask of a cluster's managers, at any of them. Nodes are named by id, the start
/// of an id, or host name.
public interface ClusterOperations {
  ClusterView status() throws IOException;

  /// The token that lets nodes join with that role, a new one with `rotate`.
  String token(NodeRole role, boolean rotate) throws IOException;

  /// Makes a node a manager or a worker; it follows by itself within seconds.
  void role(String node, NodeRole role) throws IOException;

  /// Takes a node out of the cluster for good.
  ///
  /// @param force also one that is there and not drained
  void remove(String node, boolean force) throws IOException;

  /// Begins to replace the authority's root, unless that is under way; nodes get new certificates
  /// by themselves. Tokens made before let nobody in any more.
  void rotateAuthority() throws IOException;

  /// Writes everything durable.
  void backup(OutputStream out) throws IOException;
}

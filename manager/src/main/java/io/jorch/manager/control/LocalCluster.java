package io.jorch.manager.control;

import io.jorch.core.api.ClusterInit;
import io.jorch.core.api.ClusterJoin;
import java.io.IOException;
import java.io.InputStream;

/// What this node does about being in a cluster. Each returns when it is durable; the daemon then
/// starts its parts anew, while containers go on.
public interface LocalCluster {
  /// Forms a cluster of this node alone, with all that it has.
  void init(ClusterInit request) throws IOException;

  /// Takes this node, which must have no stacks, into a cluster.
  void join(ClusterJoin request) throws IOException;

  /// Takes this node out of its cluster; it is on its own again, with nothing.
  ///
  /// @param force also when the managers cannot be told, or when it is a manager
  void leave(boolean force) throws IOException;

  /// Replaces the store of this machine, which must be in no cluster and have no stacks, with what
  /// a backup holds. `init` then makes it the first manager of the cluster that was backed up.
  void restore(InputStream backup) throws IOException;

  /// Makes a cluster of this manager alone from what it has, after the majority of managers is gone
  /// for good.
  void recover() throws IOException;
}

package io.jorch.cli.daemon;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.mesh.LoopbackAddress;
import io.jorch.core.model.NodeId;
import io.jorch.manager.api.ApiServer;
import io.jorch.manager.store.RaftStore;
import java.nio.file.Path;
import java.util.Optional;

/// What takes long to open, begun at the same time.
///
/// @param store only where a manager is
record Beginnings(
    Starting<Cluster> cluster,
    Optional<Starting<RaftStore>> store,
    Starting<ApiServer.EventLoop> api) {

  static Beginnings of(Path stateDir, NodeId node, Optional<Part> part) {
    Starting<ApiServer.EventLoop> api = Starting.of("api", ApiServer::eventLoop);
    if (part.isEmpty()) {
      ClusterConfig alone = ClusterConfig.alone(node, LoopbackAddress.of(node));
      return new Beginnings(
          Starting.of("cluster", () -> Cluster.start(alone)),
          Optional.of(Starting.of("store", () -> Stores.alone(stateDir))),
          api);
    }
    Part there = part.get();
    return new Beginnings(
        Starting.of("cluster", there::joinMembers),
        there.manager() ? Optional.of(Starting.of("store", there::openStore)) : Optional.empty(),
        api);
  }
}

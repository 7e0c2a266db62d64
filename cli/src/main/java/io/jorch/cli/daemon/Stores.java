package io.jorch.cli.daemon;

import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Roster;
import io.jorch.manager.cluster.Voters;
import io.jorch.manager.store.Peer;
import io.jorch.manager.store.PeerAddress;
import io.jorch.manager.store.PeerTls;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StoreConfig;
import io.jorch.manager.store.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// Opens the durable store as this node's part in the cluster demands.
final class Stores {
  static final String ALONE = "store";
  static final String JOINED = "cluster/store";
  static final String RESTORED = "store.restored";

  private Stores() {}

  /// A store that was brought back from a backup takes the place of the one there, which is kept.
  static RaftStore alone(Path stateDir) throws IOException {
    Path restored = stateDir.resolve(RESTORED);
    Path store = stateDir.resolve(ALONE);
    if (Files.exists(restored)) {
      Path kept = stateDir.resolve(ALONE + ".before-restore");
      Trees.delete(kept);
      if (Files.exists(store)) Files.move(store, kept);
      Files.move(restored, store);
    }
    return RaftStore.open(StoreConfig.alone(store));
  }

  static RaftStore member(Path stateDir, Neighbours neighbours) {
    return RaftStore.open(config(stateDir, neighbours));
  }

  static StoreConfig config(Path stateDir, Neighbours neighbours) {
    Membership membership = neighbours.membership();
    StoreConfig lone = StoreConfig.alone(stateDir.resolve(membership.store()));
    Roster.Entry own = membership.own().orElseThrow();
    PeerAddress address = new PeerAddress(own.address(), Voters.PORT);
    Topology topology =
        new Topology.Member(
            membership.node(), address, address, entry(membership), tls(neighbours));
    return new StoreConfig(lone.directory(), topology, lone.snapshotEvery(), lone.reservedBytes());
  }

  private static Topology.Entry entry(Membership membership) {
    if (membership.founder()) return new Topology.Entry.Founder();
    return new Topology.Entry.Newcomer(
        UUID.fromString(membership.roster().store()), others(membership));
  }

  private static List<Peer> others(Membership membership) {
    NodeId self = membership.node();
    return membership.roster().managers().stream()
        .filter(each -> !each.id().equals(self))
        .map(each -> new Peer(each.id(), new PeerAddress(each.address(), Voters.PORT)))
        .toList();
  }

  private static PeerTls tls(Neighbours neighbours) {
    ManagersOnly trust = new ManagersOnly(neighbours);
    return new PeerTls(neighbours.credentials().keyManager(), trust, trust::stays);
  }
}

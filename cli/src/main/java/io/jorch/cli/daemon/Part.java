package io.jorch.cli.daemon;

import io.jorch.agent.image.BlobService;
import io.jorch.agent.image.ImagePeers;
import io.jorch.agent.image.Peer;
import io.jorch.agent.node.NodeAgent;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.cluster.ClusterException;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.Role;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.node.NodeService;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.IdentityFiles;
import io.jorch.core.trust.Roster;
import io.jorch.core.trust.TrustRoots;
import io.jorch.manager.control.ManagerNode;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.Recovery;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's part in a cluster.
final class Part implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Part.class);
  private static final long JOIN_AGAIN_MILLIS = 1_000;

  private final Path stateDir;
  private final Neighbours neighbours;
  private final InstantSource clock;
  private final boolean recovering;

  private Part(Path stateDir, Neighbours neighbours, InstantSource clock) {
    this.stateDir = stateDir;
    this.neighbours = neighbours;
    this.clock = clock;
    this.recovering = Files.exists(wish());
  }

  /// There when this manager is to go on alone.
  private Path wish() {
    return Membership.directory(stateDir).resolve(Leaving.RECOVER);
  }

  /// What else of this node the part needs.
  ///
  /// @param store of a manager
  record Opened(Starting<Cluster> cluster, NodeAgent agent, Optional<RaftStore> store, Ways ways) {}

  /// Empty on a machine that is in no cluster.
  static Optional<Part> open(Path stateDir, InstantSource clock) throws IOException {
    IdentityFiles files = new IdentityFiles(Membership.directory(stateDir));
    Optional<Membership> membership = Membership.read(stateDir);
    Optional<Identity> identity = files.identity();
    if (membership.isEmpty() || identity.isEmpty()) {
      if (!Files.exists(stateDir.resolve("node-id"))) Leaving.clear(stateDir);
      return Optional.empty();
    }
    TrustRoots trust = files.trust().orElse(membership.get().roster().trust());
    Credentials credentials = new Credentials(identity.get(), trust, clock);
    Neighbours neighbours = Neighbours.start(stateDir, membership.get(), credentials);
    return Optional.of(new Part(stateDir, neighbours, clock));
  }

  /// IP by which other nodes reach this one.
  String address() {
    return neighbours.membership().own().orElseThrow().address();
  }

  boolean manager() {
    return neighbours.credentials().identity().role() == NodeRole.MANAGER;
  }

  /// Starts this node's cluster member, however long the others cannot be reached: what runs here
  /// goes on meanwhile.
  Cluster joinMembers() throws InterruptedException {
    while (true) {
      try {
        Cluster cluster = Cluster.start(clusterConfig());
        if (manager()) prepare(cluster);
        return cluster;
      } catch (ClusterException e) {
        LOG.warn("no other member is reached yet: {}", e.getMessage());
        Thread.sleep(JOIN_AGAIN_MILLIS);
      }
    }
  }

  /// Saves time later; without it all works.
  private static void prepare(Cluster cluster) {
    try {
      ManagerNode.prepare(cluster);
    } catch (RuntimeException e) {
      LOG.warn("beginning to decide is not prepared: {}", e.getMessage());
    }
  }

  private ClusterConfig clusterConfig() {
    Roster roster = neighbours.roster();
    Membership membership = neighbours.membership();
    Set<Role> roles = manager() ? EnumSet.allOf(Role.class) : EnumSet.of(Role.AGENT);
    return new ClusterConfig(
        "jorch-" + neighbours.credentials().identity().cluster(),
        membership.node(),
        Neighbours.loopback(membership.own().orElseThrow().member()),
        ClusterConfig.PORT,
        peers(roster, membership.node()),
        roles,
        !manager());
  }

  /// Where members may be. The other managers are gone when this one is to go on alone: to try them
  /// would take long.
  private List<InetAddress> peers(Roster roster, NodeId self) {
    return roster.nodes().stream()
        .filter(each -> !recovering && each.manager() && !each.id().equals(self))
        .map(each -> Neighbours.loopback(each.member()))
        .toList();
  }

  RaftStore openStore() throws IOException {
    if (!recovering) return Stores.member(stateDir, neighbours);
    Recovery recovery = RaftStore.recover(Stores.config(stateDir, neighbours));
    LOG.warn("this manager goes on alone: {}", recovery);
    RaftStore store = Stores.member(stateDir, neighbours);
    ClusterStore records = new ClusterStore(store);
    for (var gone : recovery.left()) records.remove(gone.id()).join();
    Files.delete(wish());
    return store;
  }

  /// Who else has an image, by what all nodes have told.
  ImagePeers imagePeers(Starting<Cluster> cluster) {
    NodeId self = neighbours.membership().node();
    return image ->
        cluster.peek().stream()
            .flatMap(there -> there.map(MapName.IMAGES).snapshot().values().stream())
            .map(Stamped::value)
            .filter(each -> each.ids().contains(image.toString()))
            .filter(each -> !each.node().equals(self))
            .map(each -> peer(each.node()))
            .toList();
  }

  private Peer peer(NodeId node) {
    String name = neighbours.roster().name(node);
    return new Peer(
        node,
        name,
        Ways.REMOTE.client(
            BlobService.class, name, OverMesh.dial(neighbours.mesh(), node, Affairs.IMAGES)));
  }

  Ways ways(NodeId node, NodeService own, Starting<Cluster> cluster) {
    return new Ways(neighbours, node, own, cluster);
  }

  Affairs affairs(Opened rooms, Hall hall, Ending ending) {
    return Affairs.of(
        new Affairs.Member(neighbours, rooms, hall, clock, ending),
        new Leaving(stateDir, neighbours, rooms.store(), rooms.agent(), ending));
  }

  @Override
  public void close() {
    neighbours.close();
  }
}

package io.jorch.cli.daemon;

import io.jorch.core.api.ClusterInit;
import io.jorch.core.api.ClusterJoin;
import io.jorch.core.mesh.JoinClient;
import io.jorch.core.mesh.Joined;
import io.jorch.core.mesh.LoopbackAddress;
import io.jorch.core.mesh.MeshConfig;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.ClusterId;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.IdentityFiles;
import io.jorch.core.trust.JoinSecrets;
import io.jorch.core.trust.JoinToken;
import io.jorch.core.trust.Roster;
import io.jorch.core.trust.TrustRoots;
import io.jorch.core.wire.Wire;
import io.jorch.manager.cluster.Admissions;
import io.jorch.manager.cluster.Rosters;
import io.jorch.manager.control.LocalCluster;
import io.jorch.manager.control.RequestException;
import io.jorch.manager.store.ClusterRecord;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.StoreConfig;
import io.jorch.manager.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A machine on its own becomes a cluster, or part of one. What is decided is on disk before the
/// daemon's parts start anew; tried again after a failure, it goes on where it was.
final class Forming implements LocalCluster {
  private static final long PATIENCE_SECONDS = 20;

  private final Path stateDir;
  private final NodeInfo self;
  private final RaftStore store;
  private final InstantSource clock;
  private final Ending ending;

  Forming(Path stateDir, NodeInfo self, RaftStore store, InstantSource clock, Ending ending) {
    this.stateDir = stateDir;
    this.self = self;
    this.store = store;
    this.clock = clock;
    this.ending = ending;
  }

  @Override
  public void init(ClusterInit request) throws IOException {
    String address = OwnAddress.of(request.advertise());
    ClusterStore records = new ClusterStore(store);
    ClusterRecord cluster = records.state().cluster().orElseGet(this::fresh);
    await(records.found(cluster, record(address, records)), "store the cluster");
    demoteOthers(records);
    cluster = records.state().cluster().orElseThrow();
    Authority authority = Authority.of(Base64.getDecoder().decode(cluster.authority()));
    Identity identity = identity(authority);
    IdentityFiles files = new IdentityFiles(Membership.directory(stateDir));
    files.save(identity);
    files.save(cluster.trust());
    Roster roster = new Rosters(records, store.group()).current().orElseThrow();
    new Membership(self.id(), Stores.ALONE, true, roster).write(stateDir);
    ending.startAnew();
  }

  /// A store that was brought back from a backup may know managers that have nothing of it.
  private void demoteOthers(ClusterStore records) throws IOException {
    for (NodeRecord node : records.state().nodes()) {
      if (node.id().equals(self.id())) continue;
      await(
          records.change(node.id(), each -> each.with(NodeRole.WORKER)),
          "make node " + node.hostname() + " a worker");
    }
  }

  private ClusterRecord fresh() {
    Authority authority = Authority.create(ClusterId.random(), clock.instant());
    return new ClusterRecord(
        authority.cluster().value(),
        Base64.getEncoder().encodeToString(authority.bytes()),
        JoinSecrets.random(),
        TrustRoots.of(authority.root()),
        clock.instant());
  }

  /// What operators said about this machine before stays.
  private NodeRecord record(String address, ClusterStore records) {
    Optional<NodeRecord> before = records.state().node(self.id());
    return new NodeRecord(
        self.id(),
        self.hostname(),
        NodeRole.MANAGER,
        address,
        LoopbackAddress.of(self.id()).getHostAddress(),
        clock.instant(),
        before.map(NodeRecord::availability).orElse(NodeRecord.Availability.ACTIVE),
        before.map(NodeRecord::labels).orElse(Map.of()));
  }

  private Identity identity(Authority authority) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = keys.generateKeyPair();
      return Identity.of(
          pair.getPrivate(),
          authority.issue(
              pair.getPublic(), self.id(), NodeRole.MANAGER, Admissions.VALIDITY, clock.instant()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("make a key: " + e.getMessage(), e);
    }
  }

  @Override
  public void join(ClusterJoin request) throws IOException {
    if (!new StackStore(store).state().stacks().isEmpty()) {
      throw RequestException.conflict(
          "this machine has stacks of its own, which a cluster would not know of; take them down"
              + " first (`jorch ls` lists them), then join and bring them up there");
    }
    NodeId id = self.id();
    Joined joined =
        JoinClient.join(
            token(request.token()),
            manager(request.manager()),
            new JoinClient.Applicant(id, self.hostname(), advertised(request)),
            clock);
    IdentityFiles files = new IdentityFiles(Membership.directory(stateDir));
    files.save(joined.identity());
    files.save(joined.trust());
    Files.deleteIfExists(stateDir.resolve("assignments.json"));
    Roster roster = Wire.read(Roster.class, joined.roster());
    new Membership(id, Stores.JOINED, false, roster).write(stateDir);
    ending.startAnew();
  }

  private static String advertised(ClusterJoin request) throws IOException {
    return request.advertise().isEmpty() ? "" : OwnAddress.of(request.advertise());
  }

  private static JoinToken token(String text) throws RequestException {
    try {
      return JoinToken.parse(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static InetSocketAddress manager(String text) throws RequestException {
    int colon = text.lastIndexOf(':');
    try {
      InetSocketAddress address =
          colon < 0
              ? new InetSocketAddress(text, MeshConfig.PORT)
              : new InetSocketAddress(
                  text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
      if (!address.isUnresolved() && !text.isEmpty()) return address;
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw RequestException.invalid(
        "'" + text + "' is no manager's address: write ADDRESS:" + MeshConfig.PORT);
  }

  @Override
  public void restore(InputStream backup) throws IOException {
    if (!new StackStore(store).state().stacks().isEmpty()) {
      throw RequestException.conflict(
          "this machine has stacks of its own, which would be forgotten; take them down first");
    }
    Path fresh = stateDir.resolve(Stores.RESTORED);
    Trees.delete(fresh);
    try {
      RaftStore.restore(StoreConfig.alone(fresh), backup);
    } catch (StoreException e) {
      Trees.delete(fresh);
      throw RequestException.invalid(String.valueOf(e.getMessage()));
    }
    ending.startAnew();
  }

  @Override
  public void leave(boolean force) throws RequestException {
    throw RequestException.conflict("this machine is in no cluster");
  }

  @Override
  public void recover() throws RequestException {
    throw RequestException.conflict("this machine is in no cluster");
  }

  private static <T> T await(CompletableFuture<T> future, String what) throws IOException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(what + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(what + ": interrupted", e);
    }
  }
}

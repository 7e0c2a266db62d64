package io.jorch.cli.daemon;

import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.mesh.LoopbackForwarder;
import io.jorch.core.mesh.Mesh;
import io.jorch.core.mesh.MeshConfig;
import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.IdentityFiles;
import io.jorch.core.trust.Roster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's connections to the others, kept in step with the roster: who may speak, where they
/// are, and the way of their cluster members to each other.
final class Neighbours implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  private final Path stateDir;
  private final IdentityFiles files;
  private final Credentials credentials;
  private final Mesh mesh;
  private final LoopbackForwarder forwarder;
  private final List<Consumer<Roster>> listeners = new CopyOnWriteArrayList<>();
  private Membership membership;

  private Neighbours(
      Path stateDir,
      IdentityFiles files,
      Credentials credentials,
      Mesh mesh,
      LoopbackForwarder forwarder,
      Membership membership) {
    this.stateDir = stateDir;
    this.files = files;
    this.credentials = credentials;
    this.mesh = mesh;
    this.forwarder = forwarder;
    this.membership = membership;
  }

  static Neighbours start(Path stateDir, Membership membership, Credentials credentials)
      throws IOException {
    Roster.Entry own =
        membership
            .own()
            .orElseThrow(
                () ->
                    new IOException(
                        "this node was removed from its cluster; `jorch cluster leave --force`"
                            + " makes it independent again"));
    InetSocketAddress bind = new InetSocketAddress(own.address(), MeshConfig.PORT);
    Mesh mesh = Mesh.start(MeshConfig.of(bind), credentials);
    LoopbackForwarder forwarder =
        LoopbackForwarder.start(mesh, InetAddress.getByName(own.member()), ClusterConfig.PORT);
    IdentityFiles files = new IdentityFiles(Membership.directory(stateDir));
    Neighbours neighbours =
        new Neighbours(stateDir, files, credentials, mesh, forwarder, membership);
    neighbours.follow(membership.roster());
    return neighbours;
  }

  Mesh mesh() {
    return mesh;
  }

  Credentials credentials() {
    return credentials;
  }

  IdentityFiles files() {
    return files;
  }

  synchronized Membership membership() {
    return membership;
  }

  Roster roster() {
    return membership().roster();
  }

  /// Told of each roster that differs, after it took effect.
  void onRoster(Consumer<Roster> listener) {
    listeners.add(listener);
  }

  /// Takes a roster, unless it is older than the one in effect.
  void roster(Roster next) {
    synchronized (this) {
      Roster now = membership.roster();
      if (next.version() <= now.version()) return;
      membership = membership.with(next);
      if (next.nodes().equals(now.nodes()) && next.trust().equals(now.trust())) return;
      try {
        files.save(next.trust());
        membership.write(stateDir);
        follow(next);
      } catch (IOException e) {
        LOG.error("the cluster's roster cannot be kept: {}", e.getMessage(), e);
      }
    }
    listeners.forEach(each -> each.accept(next));
  }

  private void follow(Roster roster) {
    Map<NodeId, InetSocketAddress> addresses = new HashMap<>();
    Map<NodeId, InetAddress> members = new HashMap<>();
    for (Roster.Entry node : roster.nodes()) {
      addresses.put(node.id(), new InetSocketAddress(node.address(), MeshConfig.PORT));
      members.put(node.id(), loopback(node.member()));
    }
    if (!credentials.trust().equals(roster.trust())) credentials.trust(roster.trust());
    mesh.peers(addresses);
    forwarder.members(members);
  }

  static InetAddress loopback(String member) {
    try {
      return InetAddress.getByName(member);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("'" + member + "' in the roster is no address", e);
    }
  }

  @Override
  public void close() {
    forwarder.close();
    mesh.close();
  }
}

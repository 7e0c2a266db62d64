package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's place among the nodes: opens streams to services of others, and serves its own. One
/// connection for each stream, always TLS 1.3 with certificates of both sides (but for guests, who
/// join). May be used from any thread.
public final class Mesh implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mesh.class);
  private static final int BACKLOG = 512;
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final Credentials credentials;
  private final Patience patience;
  private final ServerSocket server;
  private final Map<String, Service> services = new ConcurrentHashMap<>();
  private final Streams streams;
  private final Reception reception;
  private final Runnable recheck;
  private final Thread accepting =
      Thread.ofPlatform().name("mesh-accept").daemon().unstarted(this::accept);
  private volatile Map<NodeId, InetSocketAddress> peers = Map.of();

  private Mesh(MeshConfig config, Credentials credentials, ServerSocket server) {
    this.credentials = credentials;
    this.patience = config.patience();
    this.server = server;
    this.streams = new Streams(credentials, patience);
    this.reception = new Reception(credentials, config, services, streams);
    this.recheck = streams::recheck;
  }

  /// Listens. Streams of nodes that the credentials stop trusting are cut from then on.
  ///
  /// @throws IOException when the address cannot be bound
  public static Mesh start(MeshConfig config, Credentials credentials) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(config.bind(), BACKLOG);
    } catch (IOException e) {
      Sockets.close(server);
      throw new IOException(
          "cannot listen for other nodes on "
              + config.bind()
              + ": "
              + e.getMessage()
              + "; check that the address is this machine's and that no other daemon uses the port",
          e);
    }
    Mesh mesh = new Mesh(config, credentials, server);
    credentials.onChange(mesh.recheck);
    mesh.accepting.start();
    return mesh;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        reception.receive(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a connection from another node was not accepted", e);
          pause();
        }
      }
    }
  }

  /// Out of file descriptors, for example: trying again at once would only burn the processor.
  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  Patience patience() {
    return patience;
  }

  public Credentials credentials() {
    return credentials;
  }

  /// Serves a service to nodes of these roles; replaces what was registered under the name.
  public void register(String service, Set<NodeRole> allowed, Handler handler) {
    services.put(service, new Service(Set.copyOf(allowed), handler, Duration.ZERO));
  }

  /// Serves one by which a node parts from the cluster: its answer still gets there when the node
  /// is removed by what it asked for.
  public void registerParting(String service, Handler handler) {
    services.put(service, new Service(Set.of(NodeRole.values()), handler, LAST_WORD));
  }

  /// Serves a service to every node of the cluster.
  public void register(String service, Handler handler) {
    register(service, Set.of(NodeRole.values()), handler);
  }

  /// Serves it no more; streams under way go on.
  public void unregister(String service) {
    services.remove(service);
  }

  void guests(Optional<Guests> handler) {
    reception.guests(handler);
  }

  /// Where other nodes listen, from now on; streams under way go on.
  public void peers(Map<NodeId, InetSocketAddress> addresses) {
    peers = Map.copyOf(addresses);
  }

  public Map<NodeId, InetSocketAddress> peers() {
    return peers;
  }

  /// Opens a stream to a node's service. Waits for the node, but no longer than its patience.
  ///
  /// @throws Refused when the node does not serve it to this one
  /// @throws IOException when the node is not known or not reached, or is not trusted, or does not
  ///     trust this one
  public MeshStream open(NodeId peer, String service) throws IOException {
    return open(peer, service, patience);
  }

  /// Opens one with a patience of its own, as far as it is about opening.
  MeshStream open(NodeId peer, String service, Patience opening) throws IOException {
    InetSocketAddress to =
        Optional.ofNullable(peers.get(peer))
            .orElseThrow(
                () ->
                    new IOException(
                        "cannot open '"
                            + service
                            + "' on node "
                            + peer
                            + ": where that node listens is not known here"));
    String where = " on node " + peer + " at " + to.getAddress().getHostAddress();
    String what = "'" + service + "'" + where + ":" + to.getPort();
    Dialing.Answered<Peer> answered =
        new Dialing(to, service, what, opening)
            .dial(credentials.context(), chain -> expected(peer, chain));
    String name = "the stream '" + service + "' to node " + peer;
    Link link = streams.opened(answered.wires(), answered.peer(), name);
    link.start();
    return new MeshStream(link, answered.peer(), service);
  }

  private Peer expected(NodeId wanted, List<X509Certificate> chain) throws CertificateException {
    Peer peer = Peer.of(chain, credentials);
    if (!peer.subject().node().equals(wanted)) {
      throw new CertificateException("node " + peer.subject().node() + " answers there instead");
    }
    return peer;
  }

  /// Cuts all streams with a node. That it opens no new ones is up to the credentials, where its
  /// removal cuts its streams too.
  public void drop(NodeId node) {
    streams.drop(node);
  }

  /// Listens no more and cuts all streams. The port is free once this returns: the kernel keeps it
  /// for as long as a thread waits in accept(2).
  @Override
  public void close() {
    credentials.forget(recheck);
    Sockets.close(server);
    streams.cutAll();
    try {
      accepting.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

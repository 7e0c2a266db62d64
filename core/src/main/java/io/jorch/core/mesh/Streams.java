package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Credentials;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The open streams of one node, so that those of a removed node can be cut.
final class Streams {
  private static final String CLOSED = "the mesh of this node was closed";

  private final Credentials credentials;
  private final Patience patience;
  private final Map<Link, Tenure> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// Whose it is.
  ///
  /// @param accepted the peer opened it
  /// @param lastWord how long it may go on once the peer is not trusted any more
  private record Tenure(Peer peer, boolean accepted, Duration lastWord) {
    void end(Link link, String why) {
      if (lastWord.isZero()) {
        link.cut(why);
        return;
      }
      Thread.ofVirtual()
          .name("mesh-parting")
          .start(
              () -> {
                LockSupport.parkNanos(lastWord.toNanos());
                link.cut(why);
              });
    }
  }

  Streams(Credentials credentials, Patience patience) {
    this.credentials = credentials;
    this.patience = patience;
  }

  /// A link to a peer, cut when the peer is not trusted any more, from this moment on.
  ///
  /// @throws IOException when that is so already
  Link opened(Wires wires, Peer peer, String name) throws IOException {
    return linked(wires, name, new Tenure(peer, false, Duration.ZERO));
  }

  /// A link from a peer, in the same way.
  ///
  /// @param lastWord how long it outlives the trust
  /// @throws IOException when the peer is not trusted any more
  Link accepted(Wires wires, Peer peer, String name, Duration lastWord) throws IOException {
    return linked(wires, name, new Tenure(peer, true, lastWord));
  }

  /// How many links from that node there are.
  long acceptedOf(NodeId node) {
    return open.values().stream()
        .filter(each -> each.accepted() && each.peer().subject().node().equals(node))
        .count();
  }

  private Link linked(Wires wires, String name, Tenure tenure) throws IOException {
    Link link = new Link(wires, name, patience, this::gone);
    open.put(link, tenure);
    try {
      if (closed) {
        throw new IOException(name + " was not begun: " + CLOSED);
      }
      tenure.peer().check(credentials);
      return link;
    } catch (CertificateException e) {
      throw discarded(link, new IOException(name + " was not begun: " + e.getMessage(), e));
    } catch (IOException e) {
      throw discarded(link, e);
    }
  }

  private IOException discarded(Link link, IOException why) {
    gone(link);
    link.cut(String.valueOf(why.getMessage()));
    return why;
  }

  private void gone(Link link) {
    open.remove(link);
  }

  /// Cuts those whose peers are not trusted any more.
  void recheck() {
    open.forEach(
        (link, tenure) -> {
          try {
            tenure.peer().recheck(credentials);
          } catch (CertificateException e) {
            tenure.end(link, String.valueOf(e.getMessage()));
          }
        });
  }

  void drop(NodeId node) {
    open.forEach(
        (link, tenure) -> {
          if (tenure.peer().subject().node().equals(node)) {
            tenure.end(link, "node " + node + " was removed from the cluster");
          }
        });
  }

  void cutAll() {
    closed = true;
    open.keySet().forEach(link -> link.cut(CLOSED));
  }
}

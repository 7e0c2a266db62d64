package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Credentials;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The open streams of one node, so that those of a removed node can be cut.
final class Streams {
  private static final String CLOSED = "the mesh of this node was closed";

  private final Credentials credentials;
  private final Patience patience;
  private final Map<Link, Peer> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Streams(Credentials credentials, Patience patience) {
    this.credentials = credentials;
    this.patience = patience;
  }

  /// Makes a link that is cut when its peer is not trusted any more, from this moment on.
  ///
  /// @throws IOException when that is so already
  Link linked(Wires wires, Peer peer, String name) throws IOException {
    Link link = new Link(wires, name, patience, this::gone);
    open.put(link, peer);
    try {
      if (closed) {
        throw new IOException(name + " was not begun: " + CLOSED);
      }
      peer.check(credentials);
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
        (link, peer) -> {
          try {
            peer.recheck(credentials);
          } catch (CertificateException e) {
            link.cut(String.valueOf(e.getMessage()));
          }
        });
  }

  void drop(NodeId node) {
    open.forEach(
        (link, peer) -> {
          if (peer.subject().node().equals(node)) {
            link.cut("node " + node + " was removed from the cluster");
          }
        });
  }

  void cutAll() {
    closed = true;
    open.keySet().forEach(link -> link.cut(CLOSED));
  }
}

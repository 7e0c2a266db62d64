package io.jorch.core.mesh;

import io.jorch.core.trust.NodeSubject;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;

/// Bytes both ways between this node and a service of another, or the other way round. Reading and
/// writing wait; each may be done by one thread at a time. A peer that is frozen or cut off is
/// noticed within [Patience#silence] by who waits, reader or writer. A reader sees the end only
/// when the peer ended its side; everything else is an exception.
public final class MeshStream implements Closeable {
  private final Link link;
  private final Peer peer;
  private final String service;
  private final InputStream input;
  private final OutputStream output;

  MeshStream(Link link, Peer peer, String service) {
    this.link = link;
    this.peer = peer;
    this.service = service;
    this.input = new LinkInput(link);
    this.output = new LinkOutput(link);
  }

  /// The node at the other end and its role, as its certificate says.
  public NodeSubject peer() {
    return peer.subject();
  }

  /// What the node at the other end proved that with.
  X509Certificate certificate() {
    return peer.chain().getFirst();
  }

  public String service() {
    return service;
  }

  public InputStream input() {
    return input;
  }

  /// Unbuffered: what is written is sent. Closing it is [#end].
  public OutputStream output() {
    return output;
  }

  /// This side is complete; the peer's may go on.
  public void end() throws IOException {
    link.end();
  }

  /// Reads no more and lets go, without waiting. When this side was not ended before, the peer's
  /// reader gets an exception instead of the end.
  @Override
  public void close() {
    link.close();
  }
}

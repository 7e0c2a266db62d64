package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on the loopback address of one other node's member.
final class ForwardedPeer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardedPeer.class);
  private static final long RETRY_MILLIS = 500;

  /// Hazelcast counts failures that are at least 100 ms apart, and gives a member up after a few.
  private static final long SHORTEST_MILLIS = 110;

  /// A member that has connected and hears nothing is busy with that connection alone, and others
  /// hear nothing of it meanwhile: well below the silence that they bear.
  private static final Duration CONNECT = Duration.ofMillis(800);

  private static final Duration HANDSHAKE = Duration.ofMillis(1200);

  private final Mesh mesh;
  private final NodeId peer;
  private final InetSocketAddress at;
  private final ServerSocket server;
  private final Thread accepting;
  private final Patience opening;
  private volatile boolean closed;

  private ForwardedPeer(Mesh mesh, NodeId peer, InetSocketAddress at, ServerSocket server) {
    this.mesh = mesh;
    this.peer = peer;
    this.at = at;
    this.server = server;
    this.opening = mesh.patience().opening(CONNECT, HANDSHAKE);
    this.accepting = Thread.ofVirtual().name("forward-" + peer).unstarted(this::accept);
  }

  /// Binds at once, or, when something else has the address, as soon as that has left it.
  static ForwardedPeer start(Mesh mesh, NodeId peer, InetSocketAddress at) {
    try {
      ForwardedPeer forwarded = new ForwardedPeer(mesh, peer, at, new ServerSocket());
      boolean bound = forwarded.bind();
      if (!bound) {
        LOG.info(
            "{}, the address of the member of node {}, is in use here; forwarding from it begins"
                + " when it is free",
            at,
            peer);
      }
      forwarded.accepting.start();
      return forwarded;
    } catch (IOException e) {
      throw new IllegalStateException("make a socket for " + at + ": " + e.getMessage(), e);
    }
  }

  InetAddress address() {
    return at.getAddress();
  }

  private boolean bind() {
    try {
      server.setReuseAddress(true);
      server.bind(at);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void accept() {
    while (!closed) {
      try {
        if (server.isBound() || rebound()) {
          Socket local = server.accept();
          Thread.ofVirtual().name("forward").start(() -> forward(local));
        }
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("a connection to {} was not accepted", at, e);
        }
      }
    }
  }

  private boolean rebound() throws IOException {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      // Closed.
    }
    return !closed && bind();
  }

  /// Closes the connection soon when the peer is not reached: the member here shall know, but not
  /// try again as often as it can.
  private void forward(Socket local) {
    long began = System.nanoTime();
    try (MeshStream stream = mesh.open(peer, LoopbackForwarder.SERVICE, opening)) {
      Pipe.between(local, stream);
    } catch (IOException e) {
      LOG.debug("a connection to the member of node {} ended", peer, e);
    } finally {
      rest(SHORTEST_MILLIS - (System.nanoTime() - began) / 1_000_000);
      Sockets.close(local);
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(Math.max(0, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The address is free afterwards: only the thread that accepts lets go of it.
  @Override
  public void close() {
    closed = true;
    Sockets.close(server);
    accepting.interrupt();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

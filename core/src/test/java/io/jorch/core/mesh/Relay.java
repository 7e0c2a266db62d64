package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A cable between two nodes that can be pulled, politely or not.
final class Relay implements AutoCloseable {
  private final InetSocketAddress target;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean frozen;

  Relay(InetSocketAddress target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket(target.getAddress(), target.getPort());
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        while (frozen) {
          Thread.sleep(10);
        }
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      // Cut.
    }
  }

  /// Takes bytes from neither side any more, but keeps the connections: like a peer that is
  // stopped.
  void freeze() {
    frozen = true;
  }

  /// Ends both directions of all connections as if both sides had.
  void finish() {
    for (Socket socket : sockets) {
      try {
        socket.shutdownOutput();
      } catch (IOException e) {
        // The nodes were quicker to end this direction.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    frozen = false;
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

package io.jorch.core.mesh;

import java.io.IOException;
import java.net.Socket;

/// Carries bytes between a local socket and a stream, both ways, until both ways have ended or one
/// has failed.
final class Pipe {
  private Pipe() {}

  /// Waits for that; the socket is closed then. The stream stays the caller's to close.
  static void between(Socket local, MeshStream stream) throws IOException {
    try (local) {
      local.setTcpNoDelay(true);
      Thread outward = Thread.ofVirtual().name("pipe").start(() -> outward(local, stream));
      stream.input().transferTo(local.getOutputStream());
      local.shutdownOutput();
      outward.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while carrying a connection", e);
    }
  }

  /// A local socket that fails is told from one that ends: the stream is then left without its end.
  private static void outward(Socket local, MeshStream stream) {
    try {
      local.getInputStream().transferTo(stream.output());
      stream.end();
    } catch (IOException e) {
      stream.close();
      Sockets.close(local);
    }
  }
}

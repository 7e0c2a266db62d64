package io.jorch.core.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A node at the other end of real connections on loopback.
final class Sockets implements AutoCloseable {
  private final ServerSocket listener;
  private final Collection<Socket> open = new ConcurrentLinkedQueue<>();
  final LinkedBlockingQueue<Thread> serving = new LinkedBlockingQueue<>();

  /// What is done with each connection.
  interface Server {
    void serve(Channel channel) throws IOException;
  }

  Sockets(Server server) throws IOException {
    listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(server));
  }

  private void accept(Server server) {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        serving.add(Thread.ofVirtual().start(() -> serve(server, socket)));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void serve(Server server, Socket socket) {
    try {
      server.serve(channel(socket));
    } catch (IOException e) {
      // its caller is gone
    }
  }

  Channel dial() throws IOException {
    Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
    open.add(socket);
    return channel(socket);
  }

  static Channel channel(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    return new Channel() {
      @Override
      public InputStream in() {
        return in;
      }

      @Override
      public OutputStream out() {
        return out;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  /// Ends every connection there is.
  void cut() throws IOException {
    for (Socket each : open) each.close();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}

package io.jorch.agent.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// Forwards connections and cuts each after some bytes of the answer.
final class BreakingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String host;
  private final int port;
  private final long cutAfter;
  private final AtomicLong passed = new AtomicLong();
  final String address;

  BreakingProxy(String target, long cutAfter) throws IOException {
    this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.host = target.substring(0, target.indexOf(':'));
    this.port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
    this.cutAfter = cutAfter;
    this.address = "127.0.0.1:" + server.getLocalPort();
    Thread.ofPlatform().daemon().name("proxy").start(this::accept);
  }

  long passed() {
    return passed.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(host, port);
        Thread.ofPlatform().daemon().start(() -> pump(client, upstream, Long.MAX_VALUE, false));
        Thread.ofPlatform().daemon().start(() -> pump(upstream, client, cutAfter, true));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, long limit, boolean count) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      long left = limit;
      for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        left -= n;
        if (count) passed.addAndGet(n);
      }
    } catch (IOException e) {
      // The other direction was cut.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.jorch.agent.network.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/// The two listening sockets of one container's DNS server, not blocking.
public record DnsSockets(DatagramChannel udp, ServerSocketChannel tcp) implements AutoCloseable {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.11", 53);

  /// Opens them in the calling thread's network namespace, where `lo` must be up.
  public static DnsSockets open() throws IOException {
    DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      udp.configureBlocking(false);
      udp.bind(ADDRESS);
      return new DnsSockets(udp, listen());
    } catch (IOException e) {
      udp.close();
      throw new IOException(
          "listen on 127.0.0.11:53 for DNS in the container: " + e.getMessage(), e);
    }
  }

  private static ServerSocketChannel listen() throws IOException {
    ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
    try {
      tcp.configureBlocking(false);
      return tcp.bind(ADDRESS);
    } catch (IOException e) {
      tcp.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try (udp;
        tcp) {
      // Both are closed on leaving.
    } catch (IOException e) {
      throw new IllegalStateException("close the DNS sockets of a container", e);
    }
  }
}

package io.jorch.agent.network.dns;

import io.jorch.agent.linux.net.Nftables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/// The two listening sockets of one container's DNS server, not blocking. They listen on another
/// port than 53, so that a container may run a DNS server of its own on all its addresses; the
/// namespace's firewall changes the port of packets to and from 127.0.0.11, without connection
/// tracking.
public record DnsSockets(DatagramChannel udp, ServerSocketChannel tcp) implements AutoCloseable {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.11", 61053);

  /// The rules that lead port 53 here. They outlive the sockets.
  private static final String DOOR =
      """
      add table ip jorch-dns
      add chain ip jorch-dns door { type filter hook output priority raw; policy accept; }
      add rule ip jorch-dns door ip daddr 127.0.0.11 udp dport 53 udp dport set 61053
      add rule ip jorch-dns door ip saddr 127.0.0.11 udp sport 61053 udp sport set 53
      add rule ip jorch-dns door ip daddr 127.0.0.11 tcp dport 53 tcp dport set 61053
      add rule ip jorch-dns door ip saddr 127.0.0.11 tcp sport 61053 tcp sport set 53
      """;

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
          "listen on 127.0.0.11:61053 for DNS in the container: " + e.getMessage(), e);
    }
  }

  /// As [#open], with the rules: for a namespace that is new.
  public static DnsSockets openNew() throws IOException {
    try (Nftables nftables = Nftables.open()) {
      nftables.run(DOOR);
    }
    return open();
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

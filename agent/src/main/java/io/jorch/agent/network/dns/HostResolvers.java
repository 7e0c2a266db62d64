package io.jorch.agent.network.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The servers that the host itself asks (resolv.conf(5)), read again when some seconds have
/// passed. Loopback servers are fine, questions are forwarded from the host's side. Behind
/// systemd's stub come the servers it would ask, for a daemon in a network namespace without the
/// stub.
public final class HostResolvers {
  private static final Path BEHIND_STUB = Path.of("/run/systemd/resolve/resolv.conf");
  private static final long FRESH_NANOS = 5_000_000_000L;
  private static final int PORT = 53;
  private final Path file;
  private final LongSupplier nanos;
  private List<InetSocketAddress> servers = List.of();
  private long readAt;
  private boolean read;

  public HostResolvers(Path file) {
    this(file, System::nanoTime);
  }

  HostResolvers(Path file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
  }

  synchronized List<InetSocketAddress> servers() {
    long now = nanos.getAsLong();
    if (read && now - readAt < FRESH_NANOS) return servers;
    read = true;
    readAt = now;
    List<InetSocketAddress> found = new ArrayList<>(servers(file));
    if (found.stream().anyMatch(HostResolvers::isStub)) found.addAll(servers(BEHIND_STUB));
    servers = found.stream().distinct().toList();
    return servers;
  }

  private static boolean isStub(InetSocketAddress server) {
    return server.getAddress().getHostAddress().equals("127.0.0.53");
  }

  private static List<InetSocketAddress> servers(Path file) {
    try {
      return Files.exists(file) ? parse(Files.readString(file)) : List.of();
    } catch (IOException e) {
      return List.of(); // Being rewritten, perhaps; asked again in some seconds.
    }
  }

  static List<InetSocketAddress> parse(String text) {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length < 2
          || !words[0].equals("nameserver")
          || !words[1].matches("[0-9a-fA-F.:%a-z]+")) continue;
      try {
        servers.add(new InetSocketAddress(InetAddress.ofLiteral(words[1]), PORT));
      } catch (IllegalArgumentException e) {
        // Not an address: resolv.conf(5) allows nothing else here, the C library skips it too.
      }
    }
    return servers;
  }
}

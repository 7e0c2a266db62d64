package io.jorch.agent.network.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostResolversTest {
  @TempDir Path directory;

  @Test
  void onlyLiteralAddressesCount() {
    List<InetSocketAddress> servers =
        HostResolvers.parse(
            "search x\nnameserver 10.0.0.1\n nameserver 2001:db8::1 # second\nnameserver dns.example\nnameserver\n#nameserver 10.0.0.3\n");
    assertEquals(
        List.of("10.0.0.1", "2001:db8:0:0:0:0:0:1"),
        servers.stream().map(s -> s.getAddress().getHostAddress()).toList());
  }

  @Test
  void aChangedFileIsNoticedAfterAWhile() throws IOException {
    Path file = Files.writeString(directory.resolve("resolv.conf"), "nameserver 10.0.0.1\n");
    AtomicLong now = new AtomicLong();
    HostResolvers resolvers = new HostResolvers(file, now::get);
    assertEquals(1, resolvers.servers().size());
    Files.writeString(file, "nameserver 10.0.0.1\nnameserver 10.0.0.2\n");
    assertEquals(1, resolvers.servers().size());
    now.addAndGet(6_000_000_000L);
    assertEquals(2, resolvers.servers().size());
    Files.delete(file);
    now.addAndGet(6_000_000_000L);
    assertEquals(List.of(), resolvers.servers());
  }
}

package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.net.Ipv4;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResolverFilesTest {
  @Test
  void searchDomainsAndOptionsOfTheHostAreKept() {
    String host =
        "# comment\nnameserver 10.0.0.1\nsearch a.example b.example\noptions edns0 trust-ad timeout:1\n";
    assertEquals(
        "nameserver 127.0.0.11\nsearch a.example b.example\noptions timeout:1 ndots:0\n",
        ResolverFiles.resolvConf(host, List.of(), List.of()));
  }

  @Test
  void whatTheServiceSaysComesBeforeTheHost() {
    assertEquals(
        "nameserver 127.0.0.11\nsearch c.example\noptions ndots:2\n",
        ResolverFiles.resolvConf(
            "search a.example\noptions timeout:1", List.of("c.example"), List.of("ndots:2")));
  }

  @Test
  void anEmptyHostFileGivesNoSearch() {
    assertEquals(
        "nameserver 127.0.0.11\noptions ndots:0\n",
        ResolverFiles.resolvConf("search .\n", List.of(), List.of()));
  }

  @Test
  void hostsNamesTheContainerAndTheExtras() {
    assertEquals(
        "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n192.0.2.1\tproxy\n10.0.0.2\tweb\n",
        ResolverFiles.hosts("web", List.of(Ipv4.parse("10.0.0.2")), Map.of("proxy", "192.0.2.1")));
  }
}

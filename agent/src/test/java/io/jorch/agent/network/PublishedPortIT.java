package io.jorch.agent.network;

import static io.jorch.agent.network.Town.address;
import static io.jorch.agent.network.Town.ask;
import static io.jorch.agent.network.Town.backend;
import static io.jorch.agent.network.Town.port;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Nftables;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublishedPortIT {
  private static final String ANY = "0.0.0.0";

  /// Other engines switch the filtering of bridged packets on, it changes the way of packets
  /// between containers.
  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void isReachedFromOutsideFromTheHostAndFromContainers(String bridgeFiltering) throws Exception {
    Lab.run(
        lab -> {
          Path filtering = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");
          if (Files.exists(filtering)) Files.writeString(filtering, bridgeFiltering);
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            town.create("back", "10.41.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            ContainerNetwork friend = town.start("friend", "front");
            ContainerNetwork other = town.start("other", "back");
            try (Speaker _ = Speaker.tcp(web.namespace(), 80, "web")) {
              town.network().publish(List.of(port(ANY, 8080, Protocol.TCP, backend(web, 80))));
              assertEquals("web " + Lab.STRANGER, lab.outside(() -> Speaker.ask(Lab.HOST, 8080)));
              assertEquals("web 10.40.0.1", Speaker.ask(Ipv4.LOOPBACK, 8080));
              assertEquals("web " + Lab.HOST, Speaker.ask(Lab.HOST, 8080));
              assertEquals("web 10.40.0.1", ask(friend.namespace(), Lab.HOST, 8080));
              assertEquals("web 10.40.0.1", ask(web.namespace(), Lab.HOST, 8080));
              assertEquals("web " + address(other), ask(other.namespace(), Lab.HOST, 8080));
              assertEquals("web 10.40.0.1", ask(friend.namespace(), Ipv4.parse("10.40.0.1"), 8080));
            }
          }
        });
  }

  @Test
  void servesUdpToo() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            ContainerNetwork friend = town.start("friend", "front");
            try (Speaker _ = Speaker.udp(web.namespace(), 53, "web")) {
              town.network().publish(List.of(port(ANY, 5353, Protocol.UDP, backend(web, 53))));
              assertEquals(
                  "web " + Lab.STRANGER, lab.outside(() -> Speaker.askUdp(Lab.HOST, 5353)));
              assertEquals("web 10.40.0.1", Speaker.askUdp(Ipv4.LOOPBACK, 5353));
              assertEquals(
                  "web 10.40.0.1", friend.namespace().call(() -> Speaker.askUdp(Lab.HOST, 5353)));
            }
          }
        });
  }

  @Test
  void boundToLoopbackIsNotReachedFromOutside() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            try (Speaker _ = Speaker.tcp(web.namespace(), 80, "web")) {
              town.network()
                  .publish(List.of(port("127.0.0.1", 8080, Protocol.TCP, backend(web, 80))));
              assertEquals("web 10.40.0.1", Speaker.ask(Ipv4.LOOPBACK, 8080));
              assertThrows(ConnectException.class, () -> Speaker.ask(Lab.HOST, 8080));
              assertThrows(
                  ConnectException.class, () -> lab.outside(() -> Speaker.ask(Lab.HOST, 8080)));
              assertThrows(
                  IOException.class, () -> lab.outside(() -> Speaker.askInVain(address(web), 80)));
            }
          }
        });
  }

  @Test
  void withoutBackendsIsRefusedAtOnce() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork friend = town.start("friend", "front");
            HostPort held = town.network().reserve(Ipv4.ANY, 5353, Protocol.UDP, "test");
            town.network()
                .publish(List.of(port(ANY, 8080, Protocol.TCP), port(ANY, 5353, Protocol.UDP)));
            assertThrows(
                ConnectException.class, () -> lab.outside(() -> Speaker.ask(Lab.HOST, 8080)));
            assertThrows(ConnectException.class, () -> Speaker.ask(Ipv4.LOOPBACK, 8080));
            assertThrows(ConnectException.class, () -> ask(friend.namespace(), Lab.HOST, 8080));
            assertThrows(
                PortUnreachableException.class,
                () -> lab.outside(() -> Speaker.askUdp(Lab.HOST, 5353)));
            town.network().release(held);
          }
        });
  }

  @Test
  void spreadsOverItsBackendsAndFollowsTheirChangeUnderLoad() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork a = town.start("a", "front");
            ContainerNetwork b = town.start("b", "front");
            ContainerNetwork c = town.start("c", "front");
            try (Speaker _ = Speaker.tcp(a.namespace(), 80, "a");
                Speaker _ = Speaker.tcp(b.namespace(), 80, "b");
                Speaker _ = Speaker.tcp(c.namespace(), 80, "c")) {
              Backend[] backends = {backend(a, 80), backend(b, 80), backend(c, 80)};
              Set<String> answers = new HashSet<>();
              for (int i = 0; i < 200; i++) {
                town.network()
                    .publish(
                        List.of(
                            port(
                                ANY,
                                8080,
                                Protocol.TCP,
                                backends[i / 50 % 3],
                                backends[(i + 1) % 3])));
                answers.add(lab.outside(() -> Speaker.ask(Lab.HOST, 8080)).substring(0, 1));
              }
              assertEquals(Set.of("a", "b", "c"), answers);
              town.network().publish(List.of(port(ANY, 8080, Protocol.TCP, backend(b, 80))));
              for (int i = 0; i < 20; i++)
                assertTrue(Speaker.ask(Ipv4.LOOPBACK, 8080).startsWith("b "));
            }
          }
        });
  }

  @Test
  void udpSenderMovesWhenItsBackendIsGone() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork a = town.start("a", "front");
            ContainerNetwork b = town.start("b", "front");
            try (Speaker _ = Speaker.udp(a.namespace(), 80, "a");
                Speaker _ = Speaker.udp(b.namespace(), 80, "b");
                DatagramSocket sender = lab.outside(() -> new DatagramSocket())) {
              town.network().publish(List.of(port(ANY, 8080, Protocol.UDP, backend(a, 80))));
              assertEquals("a " + Lab.STRANGER, Speaker.askUdp(sender, Lab.HOST, 8080));
              town.network()
                  .publish(List.of(port(ANY, 8080, Protocol.UDP, backend(a, 80), backend(b, 80))));
              assertEquals("a " + Lab.STRANGER, Speaker.askUdp(sender, Lab.HOST, 8080));
              town.network().publish(List.of(port(ANY, 8080, Protocol.UDP, backend(b, 80))));
              assertEquals("b " + Lab.STRANGER, Speaker.askUdp(sender, Lab.HOST, 8080));
            }
          }
        });
  }

  @Test
  void aConnectionOutlivesTheRewritingOfAllRulesAndTheLossOfItsBackend() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork a = town.start("a", "front");
            ContainerNetwork b = town.start("b", "front");
            try (ServerSocket server = a.namespace().call(() -> new ServerSocket(80));
                Speaker _ = Speaker.tcp(b.namespace(), 80, "b")) {
              town.network().publish(List.of(port(ANY, 8080, Protocol.TCP, backend(a, 80))));
              try (Socket client = lab.outside(() -> new Socket(Lab.HOST.inet(), 8080));
                  Socket accepted = server.accept()) {
                town.network().rewrite();
                pass(client, accepted);
                town.network().publish(List.of(port(ANY, 8080, Protocol.TCP, backend(b, 80))));
                pass(accepted, client);
                assertTrue(lab.outside(() -> Speaker.ask(Lab.HOST, 8080)).startsWith("b "));
              }
            }
          }
        });
  }

  private static void pass(Socket from, Socket to) throws IOException {
    to.setSoTimeout(20_000);
    from.getOutputStream().write('!');
    assertEquals('!', to.getInputStream().read());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flush ruleset", "delete table ip jorch-it", "flush chain ip jorch-it publish"})
  void comesBackWhenSomebodyTookTheRulesAway(String harm) throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town();
              Nftables nftables = Nftables.open()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            try (Speaker _ = Speaker.tcp(web.namespace(), 80, "web")) {
              town.network().publish(List.of(port(ANY, 8080, Protocol.TCP, backend(web, 80))));
              assertFalse(town.network().mend());
              nftables.run(harm);
              assertTrue(town.network().mend());
              assertTrue(lab.outside(() -> Speaker.ask(Lab.HOST, 8080)).startsWith("web "));
              assertFalse(town.network().mend());
            }
          }
        });
  }

  @Test
  void leavesTheRulesAloneWhenOthersChangeOnlyTheirOwn() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town();
              Nftables nftables = Nftables.open()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            town.network().publish(List.of(port(ANY, 8080, Protocol.TCP, backend(web, 80))));
            assertFalse(town.network().mend());
            nftables.run("add table ip theirs");
            assertFalse(town.network().mend());
            nftables.run("delete table ip theirs");
            assertFalse(town.network().mend());
          }
        });
  }

  /// Before a check could notice, the next change meets a firewall without our table.
  @Test
  void aChangeAfterAFlushBringsEverythingBack() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town();
              Nftables nftables = Nftables.open()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            try (Speaker _ = Speaker.tcp(web.namespace(), 80, "web")) {
              PublishedPort first = port(ANY, 8080, Protocol.TCP, backend(web, 80));
              town.network().publish(List.of(first));
              nftables.run("flush ruleset");
              town.network()
                  .publish(List.of(first, port(ANY, 8081, Protocol.TCP, backend(web, 80))));
              assertTrue(lab.outside(() -> Speaker.ask(Lab.HOST, 8080)).startsWith("web "));
              assertTrue(lab.outside(() -> Speaker.ask(Lab.HOST, 8081)).startsWith("web "));
              nftables.run("flush ruleset");
              town.create("back", "10.41.0.0/24");
              assertTrue(lab.outside(() -> Speaker.ask(Lab.HOST, 8080)).startsWith("web "));
            }
          }
        });
  }
}

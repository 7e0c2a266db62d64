package io.jorch.agent.network;

import static io.jorch.agent.network.Town.address;
import static io.jorch.agent.network.Town.ask;
import static io.jorch.agent.network.Town.backend;
import static io.jorch.agent.network.Town.port;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import io.jorch.agent.linux.net.Subnet;
import io.jorch.agent.network.dns.DnsQuestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NetworkIT {
  @Test
  void containersOfANetworkReachEachOtherAndNoOtherNetwork() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            town.create("back", "10.41.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            ContainerNetwork friend = town.start("friend", "front");
            ContainerNetwork both = town.start("both", "front", "back");
            ContainerNetwork other = town.start("other", "back");
            try (Speaker _ = Speaker.tcp(web.namespace(), 80, "web")) {
              assertEquals("web " + address(friend), ask(friend.namespace(), address(web), 80));
              assertEquals("web " + address(both), ask(both.namespace(), address(web), 80));
              assertThrows(
                  IOException.class,
                  () -> other.namespace().call(() -> Speaker.askInVain(address(web), 80)));
            }
            ping(friend, address(web));
            IOException inUse =
                assertThrows(IOException.class, () -> town.network().remove("back"));
            assertEquals(
                "remove network back: still used by both, other; stop them first",
                inUse.getMessage());
            assertEquals(
                List.of("eth0", "eth1"),
                both.endpoints().stream().map(Endpoint::interfaceName).toList());
          }
        });
  }

  private static void ping(ContainerNetwork from, Ipv4 to)
      throws IOException, InterruptedException {
    Process ping =
        new ProcessBuilder(
                "nsenter",
                "--net=" + from.namespace().path(),
                "busybox",
                "ping",
                "-c1",
                "-W20",
                to.toString())
            .redirectErrorStream(true)
            .start();
    String words = new String(ping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, ping.waitFor(), words);
  }

  @Test
  void aForeignFirewallInTheWayIsNamed() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town();
              Nftables nftables = Nftables.open()) {
            assertEquals(List.of(), town.network().obstacles());
            nftables.run(
                "add table ip filter\nadd chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }");
            String sentence = town.network().obstacles().getFirst();
            assertTrue(
                sentence.startsWith("the firewall table 'ip filter' drops forwarded packets"),
                sentence);
            nftables.run("delete table ip filter");
          }
        });
  }

  @Test
  void outsideIsReachedWithTheHostsAddressUnlessTheNetworkIsInternal() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town();
              Speaker _ = Speaker.tcp(lab.outside(), 80, "world")) {
            town.create("front", "10.40.0.0/24");
            town.create(new NetworkSpec("vault", Subnet.parse("10.41.0.0/24"), true, 1500));
            ContainerNetwork web = town.start("web", "front");
            ContainerNetwork safe = town.start("safe", "vault");
            assertEquals("world " + Lab.HOST, ask(web.namespace(), Lab.STRANGER, 80));
            assertThrows(
                IOException.class,
                () -> safe.namespace().call(() -> Speaker.askInVain(Lab.STRANGER, 80)));
            try (Speaker _ = Speaker.tcp(safe.namespace(), 80, "safe")) {
              town.network()
                  .publish(List.of(port("0.0.0.0", 8080, Protocol.TCP, backend(safe, 80))));
              assertTrue(lab.outside(() -> Speaker.ask(Lab.HOST, 8080)).startsWith("safe "));
              assertThrows(
                  IOException.class, () -> lab.outside(() -> Speaker.askInVain(address(safe), 80)));
            }
          }
        });
  }

  @Test
  void aKilledDaemonLeavesEverythingWorkingAndTheNextTakesOver() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            NetworkSpec front = town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            Process inside = sleepIn(web.namespace());
            try (Speaker _ = Speaker.tcp(web.namespace(), 80, "web")) {
              List<PublishedPort> ports =
                  List.of(port("0.0.0.0", 8080, Protocol.TCP, backend(web, 80)));
              town.network().publish(ports);
              town.restart();
              assertTrue(Speaker.ask(Ipv4.LOOPBACK, 8080).startsWith("web "));
              town.network().ensure(front);
              assertTrue(Speaker.ask(Ipv4.LOOPBACK, 8080).startsWith("web "));
              ContainerNetwork again = town.network().adopt("web", inside.pid(), web.endpoints());
              town.network().publish(ports);
              assertTrue(Speaker.ask(Ipv4.LOOPBACK, 8080).startsWith("web "));
              town.network().sweep(Set.of("web"), Set.of("front"));
              assertEquals(web.endpoints(), again.endpoints());
              town.network().names(Map.of("front", Map.of("web", List.of(address(web)))));
              assertEquals(
                  List.of(address(web).toString()),
                  again.namespace().call(() -> DnsQuestion.udp("web", 1)).data());
              ContainerNetwork next = town.start("next", "front");
              assertNotEquals(address(web), address(next));
              assertEquals("web " + address(next), ask(next.namespace(), address(web), 80));
            } finally {
              inside.destroyForcibly().waitFor();
            }
          }
        });
  }

  private static Process sleepIn(NetNamespace namespace) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("nsenter", "--net=" + namespace.path(), "busybox", "cat").start();
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    assertEquals('\n', process.getInputStream().read()); // It has entered and runs.
    assertTrue(!process.waitFor(0, TimeUnit.SECONDS));
    return process;
  }

  @Test
  void sweepRemovesWhatNobodyKnowsAndNothingOfAnotherInstance() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town();
              AgentNetwork other = AgentNetwork.open(Config.of("other"))) {
            town.create("front", "10.40.0.0/24");
            other.ensure(NetworkSpec.of("front", Subnet.parse("10.50.0.0/24")));
            other.attach("web", List.of(Attachment.to("front")));
            town.start("web", "front");
            town.restart();
            town.network().sweep(Set.of(), Set.of());
            try (NetlinkSocket route = NetlinkSocket.route()) {
              List<String> aliases =
                  Links.list(route).stream()
                      .map(Links.Link::alias)
                      .filter(a -> !a.isEmpty())
                      .toList();
              assertEquals(
                  Set.of("jorch/other/network/front", "jorch/other/task/web/front"),
                  Set.copyOf(aliases));
            }
            other.detach("web");
            other.remove("front");
          }
        });
  }

  @Test
  void fixedAddressesAreGivenAndConflictsNamed() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            Attachment fixed =
                new Attachment(
                    "front",
                    Optional.of(Ipv4.parse("10.40.0.77")),
                    Optional.of(Mac.parse("02:00:00:00:00:07")));
            ContainerNetwork web = town.network().attach("web", List.of(fixed));
            assertEquals(Ipv4.parse("10.40.0.77"), address(web));
            IOException conflict =
                assertThrows(IOException.class, () -> town.network().attach("b", List.of(fixed)));
            assertEquals(
                "use address 10.40.0.77 on network front: another container has it",
                conflict.getMessage());
            IOException unknown = assertThrows(IOException.class, () -> town.start("c", "nowhere"));
            assertEquals(
                "use network nowhere: it was not made on this machine", unknown.getMessage());
            assertTrue(town.network().routesInUse().contains(Subnet.parse("10.40.0.0/24")));
            town.network().detach("web");
          }
        });
  }

  @Test
  void aTaskIsAttachedAgainAtOnceAndOverWhatAKilledDaemonLeft() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            NetworkSpec front = town.create("front", "10.40.0.0/24");
            Attachment fixed =
                new Attachment("front", Optional.of(Ipv4.parse("10.40.0.9")), Optional.empty());
            ContainerNetwork friend = town.start("friend", "front");
            for (int i = 0; i < 5; i++) {
              ContainerNetwork web = town.network().attach("web", List.of(fixed));
              ping(web, address(friend));
              town.network().detach("web");
            }
            town.network().attach("web", List.of(fixed));
            town.restart();
            town.network().ensure(front);
            ContainerNetwork web = town.network().attach("web", List.of(fixed));
            ping(web, Ipv4.parse("10.40.0.1"));
            town.network().detach("web");
          }
        });
  }

  @Test
  void withoutAttachmentsThereIsOnlyLoopback() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            ContainerNetwork alone = town.start("alone");
            List<String> links =
                alone
                    .namespace()
                    .call(
                        () -> {
                          try (NetlinkSocket route = NetlinkSocket.route()) {
                            return Links.list(route).stream()
                                .filter(Links.Link::up)
                                .map(Links.Link::name)
                                .toList();
                          }
                        });
            assertEquals(List.of("lo"), links);
            ping(alone, Ipv4.LOOPBACK);
          }
        });
  }
}

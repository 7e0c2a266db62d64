package io.jorch.agent.network;

import static io.jorch.agent.network.Town.address;
import static io.jorch.agent.network.Town.ask;
import static io.jorch.agent.network.Town.backend;
import static io.jorch.agent.network.Town.port;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import io.jorch.agent.network.Street.House;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OverlayIT {
  private static final String NET = "10.40.0.0/20";

  @Test
  void containersOfANetworkReachEachOtherOnAllMachines() throws Exception {
    Street.run(
        3,
        street -> {
          street.network("front", NET, false);
          ContainerNetwork a = street.house(0).start("a");
          ContainerNetwork b = street.house(1).start("b");
          ContainerNetwork c = street.house(2).start("c");
          assertEquals(Ipv4.parse("10.40.0.2"), address(a));
          assertEquals(Ipv4.parse("10.40.0.17"), address(b));
          street.tellAll();
          try (Speaker _ = Speaker.tcp(c.namespace(), 80, "c");
              Speaker _ = Speaker.tcp(a.namespace(), 80, "a")) {
            assertEquals("c " + address(a), ask(a.namespace(), address(c), 80));
            assertEquals("c " + address(b), ask(b.namespace(), address(c), 80));
            assertEquals("a " + address(c), ask(c.namespace(), address(a), 80));
            assertEquals("c 10.40.0.16", ask(street.house(1).namespace(), address(c), 80));
          }
        });
  }

  @Test
  void packetsOfTheContainersLargestSizePass() throws Exception {
    Street.run(
        2,
        street -> {
          street.network("front", NET, false);
          assertEquals(1450, street.house(0).network().innerMtu(street.house(0).wire));
          ContainerNetwork a = street.house(0).start("a");
          ContainerNetwork b = street.house(1).start("b");
          street.tellAll();
          assertEquals(1450, a.namespace().call(OverlayIT::mtu));
          byte[] whole = new byte[1450 - 28];
          new Random(1).nextBytes(whole);
          try (DatagramSocket there = b.namespace().call(() -> new DatagramSocket(53));
              DatagramSocket here = a.namespace().call(() -> new DatagramSocket())) {
            here.send(
                new DatagramPacket(
                    whole, whole.length, new InetSocketAddress(address(b).inet(), 53)));
            there.setSoTimeout(10_000);
            DatagramPacket got = new DatagramPacket(new byte[2000], 2000);
            there.receive(got);
            assertArrayEquals(whole, java.util.Arrays.copyOf(got.getData(), got.getLength()));
          }
        });
  }

  private static int mtu() throws IOException {
    try (NetlinkSocket route = NetlinkSocket.route()) {
      return Links.find(route, "eth0").mtu();
    }
  }

  @Test
  void containersThatWereThereBeforeTheClusterGetItsPacketSize() throws Exception {
    Street.run(
        1,
        street -> {
          House house = street.house(0);
          house.ensure(
              new NetworkSpec("front", io.jorch.agent.linux.net.Subnet.parse(NET), false, 1500));
          ContainerNetwork a = house.start("a");
          assertEquals(1500, a.namespace().call(OverlayIT::mtu));
          street.network("front", NET, false);
          assertEquals(1450, a.namespace().call(OverlayIT::mtu));
        });
  }

  @Test
  void aPublishedPortAnswersOnAMachineWithoutReplicaAndOverAllReplicas() throws Exception {
    Street.run(
        3,
        street -> {
          street.network("front", NET, false);
          ContainerNetwork b = street.house(1).start("b");
          ContainerNetwork c = street.house(2).start("c");
          street.tellAll();
          PublishedPort web = port("0.0.0.0", 8080, Protocol.TCP, backend(b, 80), backend(c, 80));
          for (int i = 0; i < 3; i++) street.house(i).network().publish(List.of(web));
          try (Speaker _ = Speaker.tcp(b.namespace(), 80, "b");
              Speaker _ = Speaker.tcp(c.namespace(), 80, "c")) {
            for (int i = 0; i < 3; i++) assertEquals(Set.of("b", "c"), labels(street.house(i)));
            assertEquals(Set.of("b " + Street.PASSER_BY, "c 10.40.0.16"), answers(street.house(1)));
            String own = street.house(0).namespace().call(() -> Speaker.ask(Ipv4.LOOPBACK, 8080));
            assertTrue(own.endsWith(" 10.40.0.1"), own);
          }
        });
  }

  private static Set<String> answers(House at) throws IOException {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 40; i++) answers.add(Speaker.ask(at.wire, 8080));
    return answers;
  }

  private static Set<String> labels(House at) throws IOException {
    Set<String> labels = new HashSet<>();
    for (String answer : answers(at)) labels.add(answer.substring(0, 1));
    return labels;
  }

  @Test
  void aWithdrawnReplicaElsewhereKeepsItsConnectionsAndGetsNoNewOnes() throws Exception {
    Street.run(
        2,
        street -> {
          street.network("front", NET, false);
          ContainerNetwork a = street.house(0).start("a");
          ContainerNetwork b = street.house(1).start("b");
          street.tellAll();
          AgentNetwork here = street.house(0).network();
          here.publish(List.of(port("0.0.0.0", 8080, Protocol.TCP, backend(b, 80))));
          try (Patient there = Patient.listen(b.namespace(), 80);
              Speaker _ = Speaker.tcp(a.namespace(), 80, "a");
              Socket open = new Socket(street.house(0).wire.inet(), 8080)) {
            there.accept();
            here.publish(List.of(port("0.0.0.0", 8080, Protocol.TCP, backend(a, 80))));
            for (int i = 0; i < 10; i++) {
              assertTrue(Speaker.ask(street.house(0).wire, 8080).startsWith("a "));
            }
            there.say("still here");
            assertEquals(
                "still here",
                new String(open.getInputStream().readNBytes(10), StandardCharsets.UTF_8));
          }
        });
  }

  @Test
  void packetsOfStrangersAreDropped() throws Exception {
    Street.run(
        2,
        street -> {
          street.network("front", NET, false);
          ContainerNetwork b = street.house(1).start("b");
          street.tellAll();
          House stranger = street.stranger();
          Forgery forgery = new Forgery(0x6a0001, Ipv4.parse("10.40.0.2"), address(b), 53, "boo");
          try (DatagramSocket inside = b.namespace().call(() -> new DatagramSocket(53))) {
            inside.setSoTimeout(700);
            forgery.send(stranger.namespace(), street.house(1).wire);
            DatagramPacket got = new DatagramPacket(new byte[100], 100);
            assertThrows(SocketTimeoutException.class, () -> inside.receive(got));
            forgery.send(b.namespace(), street.house(0).wire);
            inside.setSoTimeout(10_000);
            forgery.send(street.house(0).namespace(), street.house(1).wire);
            inside.receive(got);
            assertEquals(
                "boo", new String(got.getData(), 0, got.getLength(), StandardCharsets.UTF_8));
          }
        });
  }

  @Test
  void aContainerCannotSendInItsMachinesName() throws Exception {
    Street.run(
        2,
        street -> {
          street.network("front", NET, false);
          ContainerNetwork a = street.house(0).start("a");
          ContainerNetwork b = street.house(1).start("b");
          street.tellAll();
          Forgery forgery = new Forgery(0x6a0001, Ipv4.parse("10.40.0.2"), address(b), 53, "boo");
          try (DatagramSocket inside = b.namespace().call(() -> new DatagramSocket(53))) {
            inside.setSoTimeout(700);
            forgery.send(a.namespace(), street.house(1).wire);
            DatagramPacket got = new DatagramPacket(new byte[100], 100);
            assertThrows(SocketTimeoutException.class, () -> inside.receive(got));
          }
        });
  }

  @Test
  void aMachineAloneHasNoDeviceAndNoOpenPort() throws Exception {
    Street.run(
        2,
        street -> {
          street.network("front", NET, false);
          House house = street.house(0);
          assertEquals(List.of(), house.links("jx"));
          street.tellAll();
          assertEquals(1, house.links("jx").size());
          assertTrue(house.rules().contains("machines"), house.rules());
          house.reach(new Reach(Optional.of(house.wire), Set.of(), Map.of()));
          assertEquals(List.of(), house.links("jx"));
          assertTrue(!house.rules().contains("machines"), house.rules());
        });
  }

  @Test
  void whatAnEarlierDaemonToldIsKeptWhereItHoldsAndForgottenWhereItDoesNot() throws Exception {
    Street.run(
        3,
        street -> {
          street.network("front", NET, false);
          ContainerNetwork b = street.house(1).start("b");
          ContainerNetwork c = street.house(2).start("c");
          street.tellAll();
          try (Speaker _ = Speaker.tcp(b.namespace(), 80, "b");
              Speaker _ = Speaker.tcp(c.namespace(), 80, "c")) {
            House house = street.house(0);
            house.restart();
            assertEquals("b 10.40.0.1", ask(house.namespace(), address(b), 80));
            Ipv4 there = street.house(1).wire;
            house.reach(
                new Reach(
                    Optional.of(house.wire),
                    Set.of(there),
                    Map.of("front", Map.of(address(b), there))));
            assertEquals("b 10.40.0.1", ask(house.namespace(), address(b), 80));
            assertThrows(
                IOException.class,
                () -> house.namespace().call(() -> Speaker.askInVain(address(c), 80)));
          }
        });
  }

  @Test
  void anotherProgramsHandsAreMended() throws Exception {
    Street.run(
        2,
        street -> {
          street.network("front", NET, false);
          street.tellAll();
          House house = street.house(0);
          house.network().guardMembers(true);
          house.network().publish(List.of());
          assertTrue(!house.network().mend());
          house
              .namespace()
              .call(
                  () -> {
                    try (Nftables nftables = Nftables.open()) {
                      return nftables.run("flush ruleset");
                    }
                  });
          assertTrue(house.network().mend());
          String rules = house.rules();
          assertTrue(rules.contains("machines") && rules.contains("127.10.0.0/16"), rules);
          assertTrue(!house.network().mend());
          house.network().guardMembers(false);
        });
  }
}

package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RulesetTest {
  private static final Backend A = new Backend(Ipv4.parse("10.0.0.2"), 80);
  private static final Backend B = new Backend(Ipv4.parse("10.0.0.3"), 81);
  private final Ruleset rules = new Ruleset("t");

  @Test
  void aPortOfAllAddressesChoosesAmongItsBackendsAtRandom() {
    assertEquals(
        """
        add chain ip t tcp-0.0.0.0-8080
        flush chain ip t tcp-0.0.0.0-8080
        add rule ip t tcp-0.0.0.0-8080 meta l4proto tcp dnat to numgen random mod 2 map { 0 : 10.0.0.2 . 80, 1 : 10.0.0.3 . 81 }
        add element ip t ports-any { tcp . 8080 : goto tcp-0.0.0.0-8080 }
        """,
        rules.publish(port("0.0.0.0", Protocol.TCP, B, A, B)));
  }

  @Test
  void aPortOfOneAddressIsBoundThere() {
    assertEquals(
        """
        add chain ip t udp-127.0.0.1-8080
        flush chain ip t udp-127.0.0.1-8080
        add rule ip t udp-127.0.0.1-8080 meta l4proto udp dnat to 10.0.0.2:80
        add element ip t ports-at { 127.0.0.1 . udp . 8080 : goto udp-127.0.0.1-8080 }
        """,
        rules.publish(port("127.0.0.1", Protocol.UDP, A)));
  }

  @Test
  void aPortWithoutBackendsRefuses() {
    assertEquals(
        """
        flush chain ip t tcp-0.0.0.0-8080
        add rule ip t tcp-0.0.0.0-8080 meta l4proto tcp reject with tcp reset
        """,
        rules.replaceBackends(port("0.0.0.0", Protocol.TCP)));
  }

  @Test
  void anUnpublishedPortLosesItsElementBeforeItsChain() {
    assertEquals(
        """
        delete element ip t ports-any { tcp . 8080 }
        flush chain ip t tcp-0.0.0.0-8080
        delete chain ip t tcp-0.0.0.0-8080
        """,
        rules.unpublish(port("0.0.0.0", Protocol.TCP).at()));
  }

  @Test
  void anInternalNetworkIsNeverMasqueraded() {
    assertEquals(
        """
        add element ip t bridges { "jo-x" }
        add element ip t same { "jo-x" . "jo-x" }
        add element ip t home { 10.0.0.0/24 . "jo-x" }
        add element ip t internal { "jo-x" }
        """,
        rules.addNetwork("jo-x", new NetworkSpec("n", Subnet.parse("10.0.0.0/24"), true, 1500)));
  }

  private static PublishedPort port(String address, Protocol protocol, Backend... backends) {
    return new PublishedPort(new HostPort(Ipv4.parse(address), 8080, protocol), List.of(backends));
  }
}

package io.jorch.agent.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressValuesTest {
  @Test
  void addressesAreReadWrittenAndCounted() {
    assertEquals("255.0.10.1", Ipv4.parse("255.0.10.1").toString());
    assertEquals("10.0.1.0", Ipv4.parse("10.0.0.255").plus(1).toString());
    assertTrue(Ipv4.parse("127.8.8.8").isLoopback());
    assertTrue(Ipv4.parse("200.0.0.1").compareTo(Ipv4.parse("100.0.0.1")) > 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "a.b.c.d",
        "1..2.3",
        "1.2.3.-4",
        "0001.2.3.4",
        "1.2.3.4 "
      })
  void otherTextIsNoAddress(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Ipv4.parse(text));
    assertEquals("'" + text + "' is not an IPv4 address such as 10.0.0.1", e.getMessage());
  }

  @Test
  void subnetsKnowTheirAddresses() {
    Subnet subnet = Subnet.parse("10.1.4.0/22");
    assertEquals("10.1.4.1", subnet.gateway().toString());
    assertEquals("10.1.7.255", subnet.broadcast().toString());
    assertTrue(subnet.contains(Ipv4.parse("10.1.7.9")));
    assertFalse(subnet.contains(Ipv4.parse("10.1.8.0")));
    assertTrue(subnet.overlaps(Subnet.parse("10.0.0.0/8")));
    assertFalse(subnet.overlaps(Subnet.parse("10.1.8.0/24")));
    assertTrue(Subnet.parse("0.0.0.0/0").contains(Ipv4.parse("200.1.1.1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1/24", "10.0.0.0/33", "10.0.0.0", "10.0.0.0/", "/24"})
  void otherTextIsNoSubnet(String text) {
    assertThrows(IllegalArgumentException.class, () -> Subnet.parse(text));
  }

  @Test
  void aMacFollowsFromTheAddress() {
    assertEquals("02:6a:0a:01:02:03", Mac.of(Ipv4.parse("10.1.2.3")).toString());
    assertEquals("02:6a:c8:01:02:03", Mac.of(Ipv4.parse("200.1.2.3")).toString());
    assertEquals(Mac.of(Ipv4.parse("10.1.2.3")), Mac.parse("02:6A:0A:01:02:03"));
    assertThrows(IllegalArgumentException.class, () -> Mac.parse("01:00:5e:00:00:01"));
  }
}

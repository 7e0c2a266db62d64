package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void aPortIsTcpUnlessItSaysOtherwise() {
    assertEquals(List.of("80/tcp"), Ports.expand("80"));
    assertEquals(List.of("53/udp"), Ports.expand("53/UDP"));
    assertEquals(List.of("36412/sctp"), Ports.expand("36412/sctp"));
  }

  @Test
  void aRangeIsEachOfItsPorts() {
    assertEquals(List.of("8000/udp", "8001/udp", "8002/udp"), Ports.expand("8000-8002/udp"));
    assertEquals(List.of("65535/tcp"), Ports.expand("65535-65535"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "65536",
        "80-",
        "-80",
        "90-80",
        "80/icmp",
        "http",
        "80:80",
        "99999999999"
      })
  void whatIsNoPortIsRefusedWithTheForms(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Ports.expand(text)).getMessage();
    assertEquals("'" + text + "' is no port; write 80, 53/udp or 8000-8010", message);
  }
}

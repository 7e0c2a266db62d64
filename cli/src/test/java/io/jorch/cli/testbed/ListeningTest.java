package io.jorch.cli.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningTest {
  @Test
  void readsWhatSsPrints() {
    String text =
        """
        udp   UNCONN 0      0            0.0.0.0:4789      0.0.0.0:*
        tcp   LISTEN 0      100    [::ffff:127.10.1.2]:5701          *:*    users:(("java",pid=42,fd=7))
        tcp   LISTEN 0      50     10.77.1.1%eth0:7437          0.0.0.0:*    users:(("java",pid=42,fd=9))
        """;
    List<Listening> found = Listening.parse(text);
    assertEquals(
        List.of(
            new Listening("udp", "0.0.0.0", 4789, ""),
            new Listening("tcp", "[::ffff:127.10.1.2]", 5701, "java (42)"),
            new Listening("tcp", "10.77.1.1%eth0", 7437, "java (42)")),
        found);
    assertTrue(found.get(1).loopback());
    assertFalse(found.get(0).loopback() || found.get(2).loopback());
  }
}

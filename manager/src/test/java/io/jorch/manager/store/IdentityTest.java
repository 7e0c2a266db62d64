package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.model.NodeId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final UUID GROUP = new UUID(1, 2);
  private static final NodeId NODE = new NodeId("node00000000");

  @Test
  void readsWhatItWrites() {
    for (Identity each :
        List.of(
            Identity.alone(GROUP),
            Identity.member(GROUP, NODE, true),
            Identity.member(GROUP, NODE, false))) {
      assertEquals(each, Identity.parse(each.lines()));
    }
  }

  @Test
  void aStoreThatIsAloneIsWrittenAsEarlierVersionsWroteIt() {
    assertEquals(List.of("jorch-store 1", GROUP.toString()), Identity.alone(GROUP).lines());
  }

  @Test
  void refusesWhatIsCutShort() {
    List<String> whole = Identity.member(GROUP, NODE, true).lines();
    assertThrows(IllegalArgumentException.class, () -> Identity.parse(whole.subList(0, 1)));
    assertThrows(IllegalArgumentException.class, () -> Identity.parse(whole.subList(0, 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:7438, 10.0.0.1, 7438",
    "manager.example:1, manager.example, 1",
    "[fd00::1]:65535, fd00::1, 65535"
  })
  void addressesAreReadAndWritten(String text, String host, int port) {
    assertEquals(new PeerAddress(host, port), PeerAddress.parse(text));
    assertEquals(text, PeerAddress.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":1", "host", "host:", "host:0", "host:65536", "host:x", "[fd00::1:1"})
  void otherTextIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse(text));
  }
}

package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AddressPoolTest {
  private final AddressPool pool =
      new AddressPool(NetworkSpec.of("hello_default", Subnet.parse("10.0.0.0/29")));

  @Test
  void aFreedAddressRestsUntilAllOthersWereUsed() throws IOException {
    assertEquals("10.0.0.2", pool.take().toString());
    pool.free(Ipv4.parse("10.0.0.2"));
    for (int last = 3; last <= 6; last++) assertEquals("10.0.0." + last, pool.take().toString());
    assertEquals("10.0.0.2", pool.take().toString());
  }

  @Test
  void aFullPoolSaysWhatToDo() throws IOException {
    for (int i = 0; i < 5; i++) pool.take();
    IOException full = assertThrows(IOException.class, pool::take);
    assertEquals(
        "find an address on network hello_default: all 5 of 10.0.0.0/29 are in use; give the network a larger subnet",
        full.getMessage());
  }

  @Test
  void restoredAddressesAreNotGivenAgain() throws IOException {
    pool.restore(Ipv4.parse("10.0.0.2"));
    pool.restore(Ipv4.parse("10.0.0.4"));
    pool.restore(Ipv4.parse("10.9.9.9"));
    assertEquals("10.0.0.5", pool.take().toString());
    assertEquals("10.0.0.6", pool.take().toString());
    assertEquals("10.0.0.3", pool.take().toString());
  }

  @Test
  void gatewayBaseAndBroadcastAreNobodys() {
    for (String address : new String[] {"10.0.0.0", "10.0.0.1", "10.0.0.7", "10.0.1.2"}) {
      assertThrows(IOException.class, () -> pool.take(Ipv4.parse(address)));
    }
  }

  @Test
  void onlyTheNodesOwnSlicesAreGivenAndNothingReserved() throws IOException {
    AddressPool sliced = new AddressPool(spec("10.0.0.16/30"));
    assertEquals("10.0.0.18", sliced.take().toString());
    assertEquals("10.0.0.19", sliced.take().toString());
    assertThrows(IOException.class, sliced::take);
    sliced.resize(spec("10.0.0.16/30", "10.0.0.252/30"));
    assertEquals("10.0.0.252", sliced.take().toString());
    assertEquals("10.0.0.17", sliced.take(Ipv4.parse("10.0.0.17")).toString());
    assertEquals("10.0.0.99", sliced.take(Ipv4.parse("10.0.0.99")).toString());
    assertThrows(IOException.class, () -> sliced.take(Ipv4.parse("10.0.0.16")));
    assertEquals("10.0.0.253", sliced.take().toString());
    assertEquals("10.0.0.254", sliced.take().toString());
    assertThrows(IOException.class, sliced::take);
  }

  private static NetworkSpec spec(String... slices) {
    return new NetworkSpec(
        "hello_default",
        Subnet.parse("10.0.0.0/24"),
        false,
        1450,
        List.of(slices).stream().map(Subnet::parse).toList(),
        Set.of(Ipv4.parse("10.0.0.17")),
        OptionalInt.empty());
  }
}

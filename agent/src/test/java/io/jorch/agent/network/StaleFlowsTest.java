package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.net.Conntrack.Direction;
import io.jorch.agent.linux.net.Conntrack.Flow;
import io.jorch.agent.linux.net.Ipv4;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StaleFlowsTest {
  private static final Ipv4 CLIENT = Ipv4.parse("198.51.100.1");
  private static final Ipv4 HOST = Ipv4.parse("203.0.113.1");
  private static final Ipv4 SERVING = Ipv4.parse("10.0.0.2");
  private static final Ipv4 GONE = Ipv4.parse("10.0.0.3");
  private static final HostPort PORT = new HostPort(Ipv4.ANY, 53, Protocol.UDP);
  private final StaleFlows stale =
      new StaleFlows(
          Set.of(PORT), List.of(new PublishedPort(PORT, List.of(new Backend(SERVING, 5353)))));

  @Test
  void flowsToAGoneBackendAndUntranslatedOnesAreStale() {
    assertEquals(true, stale.contains(flow(17, CLIENT, HOST, 53, GONE, 5353, CLIENT)));
    assertEquals(true, stale.contains(flow(17, CLIENT, HOST, 53, SERVING, 80, CLIENT)));
    assertEquals(true, stale.contains(flow(17, CLIENT, HOST, 53, HOST, 53, CLIENT)));
  }

  @Test
  void servedFlowsOtherPortsTcpAndTrafficPassingByAreNot() {
    assertEquals(false, stale.contains(flow(17, CLIENT, HOST, 53, SERVING, 5353, CLIENT)));
    assertEquals(false, stale.contains(flow(17, CLIENT, HOST, 54, GONE, 5353, CLIENT)));
    assertEquals(false, stale.contains(flow(6, CLIENT, HOST, 53, GONE, 5353, CLIENT)));
    assertEquals(false, stale.contains(flow(17, SERVING, CLIENT, 53, CLIENT, 53, HOST)));
  }

  private static Flow flow(
      int protocol, Ipv4 from, Ipv4 to, int port, Ipv4 server, int serverPort, Ipv4 backTo) {
    return new Flow(
        protocol,
        new Direction(from, 4000, to, port),
        new Direction(server, serverPort, backTo, 4000));
  }
}

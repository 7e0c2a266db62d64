package io.jorch.agent.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void allInterfacesButLoopbackCount() {
    String table =
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
            lo:    5000      50    0    0    0     0          0         0     5000      50    0
          eth0:     100       1    0    0    0     0          0         0       20       1    0
        eth0.7:1000000000000       1    0    0    0     0          0         0       3       1    0
        """;
    assertEquals(new Traffic(1_000_000_000_100L, 23), Traffic.parse(table));
  }
}

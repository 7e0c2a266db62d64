package io.jorch.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownEndpointsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final NodeId ONE = new NodeId("node00000001");
  private static final NodeId TWO = new NodeId("node00000002");
  private final KnownEndpoints known = new KnownEndpoints();

  @Test
  void aNodeThatLeftCountsAMomentLongerAndAgainWhenItIsBack() {
    known.put(set(ONE));
    known.put(set(TWO));
    assertEquals(Set.of(set(ONE), set(TWO)), at(NOW, ONE, TWO));
    assertFalse(known.waits(NOW));
    assertEquals(Set.of(set(ONE), set(TWO)), at(NOW, ONE));
    assertTrue(known.waits(NOW));
    Instant over = NOW.plus(KnownEndpoints.LINGERS);
    assertEquals(Set.of(set(ONE), set(TWO)), at(over.minusMillis(1), ONE));
    assertEquals(Set.of(set(ONE)), at(over, ONE));
    known.put(set(TWO));
    assertEquals(Set.of(set(ONE)), at(over.plusSeconds(5), ONE));
    assertFalse(known.waits(over));
    assertEquals(Set.of(set(ONE), set(TWO)), at(over.plusSeconds(9), ONE, TWO));
  }

  @Test
  void aShortAbsenceIsForgotten() {
    known.put(set(TWO));
    at(NOW, ONE);
    at(NOW.plusSeconds(1), ONE, TWO);
    assertEquals(Set.of(set(TWO)), at(NOW.plusSeconds(3), ONE));
  }

  private Set<EndpointSet> at(Instant now, NodeId... members) {
    return new HashSet<>(known.current(Set.of(members), now));
  }

  private static EndpointSet set(NodeId node) {
    return new EndpointSet(node, "203.0.113.1", Map.of(), List.of());
  }
}

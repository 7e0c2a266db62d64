package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.Presence;
import io.jorch.manager.store.NodeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttendancesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration LONG = Presence.LOST_WHEN_UNSEEN;
  private static final NodeId ONE = new NodeId("one000000000");
  private static final NodeId TWO = new NodeId("two000000000");
  private static final NodeId THREE = new NodeId("three0000000");

  private final Attendances attendances = new Attendances(1, NOW, LONG);

  private static NodeRecord record(NodeId id) {
    return new NodeRecord(
        id,
        "host",
        NodeRole.WORKER,
        "192.0.2.1",
        "127.10.0.1",
        Instant.EPOCH,
        NodeRecord.Availability.ACTIVE,
        Map.of());
  }

  private Liveness liveness(NodeId node, Instant now) {
    return Objects.requireNonNull(attendances.states(now).get(node)).liveness();
  }

  @Test
  void aNodeThatWasNotFoundYetIsWaitedForAndIsLostInTheEnd() {
    attendances.records(Map.of(ONE, record(ONE), TWO, record(TWO)), Map.of());
    attendances.members(Set.of(ONE), NOW);
    assertInstanceOf(Liveness.Disconnected.class, liveness(TWO, NOW.plus(LONG).minusMillis(1)));
    assertEquals(Optional.of(NOW.plus(LONG)), attendances.nextLoss(NOW.plusSeconds(1)));
    assertInstanceOf(Liveness.Lost.class, liveness(TWO, NOW.plus(LONG)));
  }

  @Test
  void aNodeThatWasThereAndWentIsLostSoon() {
    attendances.records(Map.of(ONE, record(ONE), TWO, record(TWO)), Map.of());
    attendances.members(Set.of(ONE, TWO), NOW);
    attendances.members(Set.of(ONE), NOW.plusSeconds(1));
    assertInstanceOf(
        Liveness.Lost.class, liveness(TWO, NOW.plusSeconds(1).plus(Presence.LOST_AFTER)));
  }

  @Test
  void whoIsGoneIsSeenByOneThatHasBeenAmongMostManagers() {
    List<NodeId> managers = List.of(ONE, TWO, THREE);
    Duration old = Duration.ofMinutes(5);
    assertEquals(Presence.LOST_AFTER, new Sight(old, Set.of(ONE, TWO), managers).patience());
    assertEquals(Presence.LOST_AFTER, new Sight(old, Set.of(ONE), List.of(ONE)).patience());
    assertEquals(LONG, new Sight(old, Set.of(ONE), managers).patience());
    assertEquals(LONG, new Sight(old, Set.of(ONE), List.of(ONE, TWO)).patience());
    assertEquals(LONG, new Sight(Duration.ofSeconds(3), Set.of(ONE, TWO), managers).patience());
    assertEquals(Presence.LOST_AFTER, new Sight(old, Set.of(ONE), List.of()).patience());
  }
}

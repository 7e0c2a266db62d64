package io.jorch.manager.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aNodeIsReadyOnceItReportedInItsPresentSession() {
    Presence presence = Presence.JOINED;
    assertEquals(new Liveness.Disconnected(NOW), presence.liveness(7, NOW, LIMIT));
    assertFalse(presence.synced());
    presence = presence.reported(7);
    assertTrue(presence.liveness(7, NOW, LIMIT).ready());
    assertTrue(presence.synced());
  }

  @Test
  void anAgentThatRestartedIsNotReadyUntilItReportsAgain() {
    Presence presence = Presence.JOINED.reported(7);
    assertFalse(presence.liveness(8, NOW, LIMIT).ready());
    assertTrue(presence.synced(), "what it ran before is known");
    assertTrue(presence.reported(8).liveness(8, NOW, LIMIT).ready());
  }

  @Test
  void aNodeThatStaysAwayIsDisconnectedAndThenLost() {
    Presence presence = Presence.JOINED.reported(7).left(NOW).left(NOW.plusSeconds(5));
    assertEquals(new Liveness.Disconnected(NOW), presence.liveness(7, NOW.plusSeconds(59), LIMIT));
    assertEquals(new Liveness.Lost(NOW), presence.liveness(7, NOW.plusSeconds(60), LIMIT));
    assertEquals(Optional.of(NOW.plusSeconds(60)), presence.lostAt(LIMIT));
    assertEquals(Optional.empty(), presence.joined().lostAt(LIMIT));
  }
}

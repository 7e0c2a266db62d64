package io.jorch.manager.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private static Instant minute(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void threeInFiveMinutesAreTooMany() {
    Departures two = Departures.NONE.and(minute(0)).and(minute(1));
    assertFalse(two.tooMany(minute(1)));
    assertTrue(two.and(minute(2)).tooMany(minute(2)));
  }

  @Test
  void aNodeThatIsQuietForAWhileIsTrustedAgain() {
    Departures three = Departures.NONE.and(minute(0)).and(minute(1)).and(minute(2));
    assertTrue(three.tooMany(minute(4)));
    assertFalse(three.tooMany(minute(5)));
  }

  @Test
  void rareOnesNeverAddUp() {
    Departures rare = Departures.NONE;
    for (int i = 0; i < 100; i++) {
      rare = rare.and(minute(3 * i));
      assertFalse(rare.tooMany(minute(3 * i)));
    }
    assertEquals(Departures.LIMIT, rare.times().size());
  }

  @Test
  void aNodeThatComesAndGoesIsRememberedByItsPresence() {
    Presence node = Presence.JOINED;
    for (int i = 0; i < 3; i++) {
      node = node.reported(i).left(minute(i)).joined();
    }
    assertTrue(node.departures().tooMany(minute(2)));
  }
}

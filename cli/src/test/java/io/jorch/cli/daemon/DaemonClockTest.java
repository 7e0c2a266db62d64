package io.jorch.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DaemonClockTest {
  @Test
  void anOffsetSetsItAheadOrBehind() {
    Instant before = Instant.now();
    assertTrue(DaemonClock.ahead("PT48H").instant().isAfter(before.plus(Duration.ofHours(47))));
    assertTrue(DaemonClock.ahead("-PT48H").instant().isBefore(before.minus(Duration.ofHours(47))));
  }

  @Test
  void whatIsNoDurationIsRefusedWithAnExample() {
    var refused = assertThrows(IllegalArgumentException.class, () -> DaemonClock.ahead("90s"));
    assertTrue(String.valueOf(refused.getMessage()).contains("PT90S"));
  }
}

package io.jorch.cli.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/// The one source of the time of day for all that a daemon does. The system property
/// `jorch.clock.offset`, a duration such as `PT90S` or `-PT2M`, sets it that much ahead of the
/// machine's clock: to see what a wrong clock does to a cluster.
final class DaemonClock {
  private static final String OFFSET = "jorch.clock.offset";

  private DaemonClock() {}

  /// @throws IllegalArgumentException when the property holds no duration
  static InstantSource ofProcess() {
    String offset = System.getProperty(OFFSET);
    return offset == null ? InstantSource.system() : ahead(offset);
  }

  static InstantSource ahead(String offset) {
    try {
      return Clock.offset(Clock.systemUTC(), Duration.parse(offset));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "cannot set the clock by " + OFFSET + "='" + offset + "': not a duration such as PT90S",
          e);
    }
  }
}

package io.jorch.core.remote;

import java.time.Duration;

/// How the two sides of a call know of each other's life.
///
/// @param every a side that has nothing to send for so long says that it lives
/// @param silence a side that was heard nothing of for so long is taken for gone
public record Pulse(Duration every, Duration silence) {
  public static final Pulse DEFAULT = new Pulse(Duration.ofSeconds(3), Duration.ofSeconds(15));

  public Pulse {
    if (every.isNegative() || every.isZero() || silence.compareTo(every) <= 0) {
      throw new IllegalArgumentException(
          "a silence of " + silence + " must be longer than the pulse of " + every);
    }
  }
}

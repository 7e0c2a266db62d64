package io.jorch.cli.testbed;

import java.time.Duration;
import java.util.Optional;

/// What a bad cable does to frames, in each direction.
///
/// @param jitter at most this much is added to the delay, at random; frames keep their order
/// @param loss the share of frames that get lost, 0 to 1
/// @param kilobits most of them in a second; 0 is no limit
/// @param peer number of the host to and from which frames suffer, when it is not all
public record Impairment(
    Duration delay, Duration jitter, double loss, long kilobits, Optional<Integer> peer) {
  public Impairment {
    if (delay.isNegative() || jitter.isNegative() || loss < 0 || loss > 1 || kilobits < 0)
      throw new IllegalArgumentException(
          "a cable cannot have delay %s, jitter %s, loss %s, %d kbit/s"
              .formatted(delay, jitter, loss, kilobits));
  }

  public static Impairment delay(Duration delay) {
    return new Impairment(delay, Duration.ZERO, 0, 0, Optional.empty());
  }

  public static Impairment loss(double share) {
    return new Impairment(Duration.ZERO, Duration.ZERO, share, 0, Optional.empty());
  }

  public Impairment towards(int host) {
    return new Impairment(delay, jitter, loss, kilobits, Optional.of(host));
  }
}

package io.jorch.manager.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// When a node left lately. One that comes and goes is given new tasks only when no other node will
/// do, until it has been quiet for a while; what it runs stays.
///
/// @param times oldest first, no more than are needed
public record Departures(List<Instant> times) {
  /// So many within the window are too many.
  public static final int LIMIT = 3;

  public static final Duration WINDOW = Duration.ofMinutes(5);

  public static final Departures NONE = new Departures(List.of());

  public Departures and(Instant at) {
    List<Instant> all = Stream.concat(times.stream(), Stream.of(at)).toList();
    return new Departures(all.subList(Math.max(0, all.size() - LIMIT), all.size()));
  }

  /// Too many of them are younger than the window.
  public boolean tooMany(Instant now) {
    return times.stream().filter(at -> at.plus(WINDOW).isAfter(now)).count() >= LIMIT;
  }
}

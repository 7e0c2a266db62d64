package io.jorch.agent.container.logs;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Which lines to read.
///
/// @param tail the last so many lines of what is there, or all
/// @param since lines of this time and later
/// @param until nothing after the first line that is later
/// @param follow go on with what is written until the log ends
public record Query(
    OptionalInt tail,
    Optional<Instant> since,
    Optional<Instant> until,
    boolean follow,
    Set<LogStream> streams) {
  public static final Query ALL =
      new Query(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Set.copyOf(EnumSet.allOf(LogStream.class)));

  public Query withTail(int lines) {
    return new Query(OptionalInt.of(lines), since, until, follow, streams);
  }

  public Query withSince(Instant time) {
    return new Query(tail, Optional.of(time), until, follow, streams);
  }

  public Query withUntil(Instant time) {
    return new Query(tail, since, Optional.of(time), follow, streams);
  }

  public Query following() {
    return new Query(tail, since, until, true, streams);
  }

  public Query only(LogStream stream) {
    return new Query(tail, since, until, follow, Set.of(stream));
  }
}

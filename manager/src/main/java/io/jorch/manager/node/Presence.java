package io.jorch.manager.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What membership and reports say of one node: the input of its [Liveness].
///
/// @param member the node is in the cluster's member list now
/// @param awaySince when it left that list, or when the manager started without seeing it
/// @param reportedSession the session of the last complete report to this manager
/// @param departures when it left lately
public record Presence(
    boolean member,
    Optional<Instant> awaySince,
    Optional<Long> reportedSession,
    Departures departures) {
  /// How long a node may be away before its tasks are replaced elsewhere.
  public static final Duration LOST_AFTER = Duration.ofSeconds(60);

  /// The node joined and has not reported.
  public static final Presence JOINED =
      new Presence(true, Optional.empty(), Optional.empty(), Departures.NONE);

  public Presence left(Instant at) {
    return member
        ? new Presence(false, Optional.of(at), reportedSession, departures.and(at))
        : this;
  }

  public Presence joined() {
    return new Presence(true, Optional.empty(), reportedSession, departures);
  }

  public Presence reported(long session) {
    return new Presence(member, awaySince, Optional.of(session), departures);
  }

  /// A node that restarted its agent and has not reported with the new session is not ready, but
  /// stays synced: what it ran before is known.
  public Liveness liveness(long session, Instant now, Duration lostAfter) {
    if (member) {
      boolean current = reportedSession.filter(known -> known == session).isPresent();
      return current ? new Liveness.Ready() : new Liveness.Disconnected(awaySince.orElse(now));
    }
    Instant since = awaySince.orElse(now);
    return since.plus(lostAfter).isAfter(now)
        ? new Liveness.Disconnected(since)
        : new Liveness.Lost(since);
  }

  /// When time alone makes the node lost.
  public Optional<Instant> lostAt(Duration lostAfter) {
    return member ? Optional.empty() : awaySince.map(since -> since.plus(lostAfter));
  }

  public boolean synced() {
    return reportedSession.isPresent();
  }
}

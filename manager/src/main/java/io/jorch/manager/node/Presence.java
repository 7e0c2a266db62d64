package io.jorch.manager.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What membership and reports say of one node: the input of its [Liveness].
///
/// @param member the node is in the cluster's member list now
/// @param awaySince when it left that list, or when the manager started without seeing it
/// @param reportedSession the session of the last complete report to this manager
/// @param goodbye its daemon said that it ends and that a successor is expected
/// @param departures when it left lately
public record Presence(
    boolean member,
    Optional<Instant> awaySince,
    Optional<Long> reportedSession,
    boolean goodbye,
    Departures departures) {
  /// How long a node may be away before its tasks are replaced elsewhere. Membership itself takes
  /// seconds to call a silent node away, and a daemon that died takes longer than this to come
  /// back, so little is added.
  public static final Duration LOST_AFTER = Duration.ofMillis(500);

  /// The same for a node whose daemon was asked to end, such as for an upgrade.
  public static final Duration LOST_AFTER_GOODBYE = Duration.ofMinutes(2);

  /// The same for a node that was not there when the manager began, and may only not have been
  /// found yet: members that were apart look for each other every few seconds.
  public static final Duration LOST_WHEN_UNSEEN = Duration.ofSeconds(15);

  /// The node joined and has not reported.
  public static final Presence JOINED =
      new Presence(true, Optional.empty(), Optional.empty(), false, Departures.NONE);

  /// A node that should be there and has not been seen.
  public static Presence unseen(Instant since) {
    return new Presence(false, Optional.of(since), Optional.empty(), false, Departures.NONE);
  }

  /// One that says goodbye first is no less reliable for it.
  public Presence left(Instant at) {
    if (!member) return this;
    Departures all = goodbye ? departures : departures.and(at);
    return new Presence(false, Optional.of(at), reportedSession, goodbye, all);
  }

  public Presence joined() {
    return new Presence(true, Optional.empty(), reportedSession, false, departures);
  }

  public Presence reported(long session) {
    return new Presence(member, awaySince, Optional.of(session), false, departures);
  }

  public Presence leaving() {
    return new Presence(member, awaySince, reportedSession, true, departures);
  }

  /// How long it may be away.
  public Duration patience() {
    return goodbye ? LOST_AFTER_GOODBYE : LOST_AFTER;
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

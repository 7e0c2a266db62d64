package io.jorch.manager.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How a member is, as another one sees it.
///
/// @param lastContact how long ago it last answered the one that asks, or the leader; empty when
///     never
/// @param lag entries it is behind the furthest member that answers; empty while it is unreachable
/// @param trouble why it does not answer, empty when it does
public record MemberHealth(
    Peer peer,
    Role role,
    boolean reachable,
    Optional<Duration> lastContact,
    OptionalLong lag,
    Optional<String> trouble) {
  /// What a member does, by its own word.
  public enum Role {
    LEADER,
    FOLLOWER,
    /// Stands for election: it knows of no leader.
    CANDIDATE,
    /// Did not answer.
    UNKNOWN
  }
}

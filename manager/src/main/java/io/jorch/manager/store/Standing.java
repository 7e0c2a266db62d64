package io.jorch.manager.store;

import java.time.Instant;

/// Where a member stands in its group at one moment.
public sealed interface Standing {
  /// It decides. It may have been replaced some moments ago without knowing yet: what must not be
  /// decided twice goes through the log.
  ///
  /// @param epoch the Raft term: greater than that of every leader before, in all lives of the
  ///     store including recovery and restored backups
  record Leading(long epoch) implements Standing {}

  /// Another one decides.
  record Following(Peer leader, long epoch) implements Standing {}

  /// Nobody is known to decide: an election is under way, or a majority is missing.
  record Leaderless(Instant since) implements Standing {}

  /// It is not a member: not added yet, or removed.
  record Outside() implements Standing {}
}

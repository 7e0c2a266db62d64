package io.jorch.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of a revision, kept for good: it decides what a later one falls back to.
///
/// @param reason why it failed or was rolled back, one sentence; empty when it converged
/// @param task whose last output explains the reason
/// @param rolledBackTo the revision whose specification took over again
public record RevisionOutcome(
    long revision,
    State state,
    Instant at,
    String reason,
    Optional<TaskId> task,
    OptionalLong rolledBackTo) {
  /// How it ended.
  public enum State {
    /// Everything it asks for was there once.
    CONVERGED,
    /// Its update stopped half-way and waits for a user.
    FAILED,
    /// An earlier revision's specification took its place.
    ROLLED_BACK
  }

  public static RevisionOutcome converged(long revision, Instant at) {
    return new RevisionOutcome(
        revision, State.CONVERGED, at, "", Optional.empty(), OptionalLong.empty());
  }
}

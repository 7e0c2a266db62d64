package io.jorch.core.model;

import java.time.Instant;
import java.util.OptionalLong;

/// One accepted state of a stack. Revisions of a stack count from 1 without gaps.
///
/// @param reason what made it, such as `up` or `scale web=10`
/// @param removing set by `down`: everything of the stack goes, then the stack itself
/// @param rollbackTo the earlier revision whose specification this one brings back, if it does
public record StackRevision(
    StackSpec spec,
    long revision,
    Instant createdAt,
    String reason,
    boolean removing,
    boolean removeVolumes,
    OptionalLong rollbackTo) {
  public StackRevision(
      StackSpec spec,
      long revision,
      Instant createdAt,
      String reason,
      boolean removing,
      boolean removeVolumes) {
    this(spec, revision, createdAt, reason, removing, removeVolumes, OptionalLong.empty());
  }
}

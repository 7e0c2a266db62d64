package io.jorch.manager.store;

import io.jorch.core.model.StackSpec;
import java.time.Instant;
import java.util.OptionalLong;

/// A wanted next revision of a stack.
///
/// @param based the revision it was derived from: 0 demands that there is none, empty takes any
/// @param reason what made it, such as `up` or `scale web=10`
/// @param rollbackTo the earlier revision whose specification this is, if it is one
/// @param again make a revision although it says what the current one says
public record Proposal(
    StackSpec spec,
    OptionalLong based,
    String reason,
    Instant at,
    boolean removing,
    boolean removeVolumes,
    OptionalLong rollbackTo,
    boolean again) {
  public Proposal(
      StackSpec spec,
      OptionalLong based,
      String reason,
      Instant at,
      boolean removing,
      boolean removeVolumes) {
    this(spec, based, reason, at, removing, removeVolumes, OptionalLong.empty(), false);
  }

  public static Proposal of(StackSpec spec, String reason, Instant at) {
    return new Proposal(spec, OptionalLong.empty(), reason, at, false, false);
  }

  public Proposal basedOn(long revision) {
    return new Proposal(
        spec, OptionalLong.of(revision), reason, at, removing, removeVolumes, rollbackTo, again);
  }

  /// A new revision whatever it says; one that brings an earlier revision back names it.
  public Proposal again(OptionalLong from) {
    return new Proposal(spec, based, reason, at, removing, removeVolumes, from, true);
  }

  public Proposal removing(boolean withVolumes) {
    return new Proposal(spec, based, reason, at, true, withVolumes);
  }
}

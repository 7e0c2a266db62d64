package io.jorch.manager.store;

import io.jorch.core.model.StackSpec;
import java.time.Instant;
import java.util.OptionalLong;

/// A wanted next revision of a stack.
///
/// @param based the revision it was derived from: 0 demands that there is none, empty takes any
/// @param reason what made it, such as `up` or `scale web=10`
public record Proposal(
    StackSpec spec,
    OptionalLong based,
    String reason,
    Instant at,
    boolean removing,
    boolean removeVolumes) {
  public static Proposal of(StackSpec spec, String reason, Instant at) {
    return new Proposal(spec, OptionalLong.empty(), reason, at, false, false);
  }

  public Proposal basedOn(long revision) {
    return new Proposal(spec, OptionalLong.of(revision), reason, at, removing, removeVolumes);
  }

  public Proposal removing(boolean withVolumes) {
    return new Proposal(spec, based, reason, at, true, withVolumes);
  }
}

package io.jorch.core.model;

import java.util.OptionalInt;

/// How a service's tasks are spread and replaced (`deploy` of the compose specification).
///
/// @param update how tasks of an older specification are replaced
/// @param rollback the same, when the replacement is a return to an earlier revision
/// @param maxConcurrent of a replicated job: how many of its tasks run at a time; empty for all
public record Deployment(
    Mode mode,
    PlacementSpec placement,
    UpdatePolicy update,
    UpdatePolicy rollback,
    OptionalInt maxConcurrent) {
  public static final Deployment DEFAULT =
      new Deployment(
          Mode.REPLICATED, PlacementSpec.ANYWHERE, UpdatePolicy.DEFAULT, UpdatePolicy.DEFAULT);

  public Deployment(
      Mode mode, PlacementSpec placement, UpdatePolicy update, UpdatePolicy rollback) {
    this(mode, placement, update, rollback, OptionalInt.empty());
  }

  /// How many tasks there are, and whether they are meant to end.
  public enum Mode {
    /// As many as `replicas` says.
    REPLICATED,
    /// One on each node that will do.
    GLOBAL,
    /// Each of `replicas` runs until it completes once.
    REPLICATED_JOB,
    /// One on each node that will do, until it completes once.
    GLOBAL_JOB;

    public boolean job() {
      return this == REPLICATED_JOB || this == GLOBAL_JOB;
    }

    public boolean global() {
      return this == GLOBAL || this == GLOBAL_JOB;
    }
  }
}

package io.jorch.core.model;

/// How a service's tasks are spread and replaced (`deploy` of the compose specification).
///
/// @param update how tasks of an older specification are replaced
/// @param rollback the same, when the replacement is a return to an earlier revision
public record Deployment(
    Mode mode, PlacementSpec placement, UpdatePolicy update, UpdatePolicy rollback) {
  public static final Deployment DEFAULT =
      new Deployment(
          Mode.REPLICATED, PlacementSpec.ANYWHERE, UpdatePolicy.DEFAULT, UpdatePolicy.DEFAULT);

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

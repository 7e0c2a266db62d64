package io.jorch.manager.reconcile;

import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.UpdatePolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// How one service comes to its present specification.
///
/// @param since when that was wanted: earlier failures are none of the update's
/// @param judged failures count, until the revision's outcome is decided
/// @param returns a failure may bring an earlier revision back
record Update(UpdatePolicy policy, Instant since, boolean judged, boolean returns) {
  static Update of(
      StackRevision revision, Past past, ServiceSpec spec, Function<TaskSpec, SpecHash> hash) {
    boolean back = revision.rollbackTo().isPresent();
    UpdatePolicy policy = back ? spec.deployment().rollback() : spec.deployment().update();
    boolean goesOn = policy.failureAction() == UpdatePolicy.FailureAction.CONTINUE;
    boolean undecided = past.outcome().isEmpty();
    return new Update(
        policy,
        revision.createdAt(),
        undecided && (back || goesOn || differs(past.fallback(), spec, hash)),
        undecided && !back && past.fallback().isPresent());
  }

  private static boolean differs(
      Optional<StackRevision> fallback, ServiceSpec spec, Function<TaskSpec, SpecHash> hash) {
    return fallback
        .map(revision -> revision.spec().services().get(spec.name()))
        .map(before -> !hash.apply(before.task()).equals(hash.apply(spec.task())))
        .orElse(false);
  }

  boolean rollsBack() {
    return returns && policy.failureAction() == UpdatePolicy.FailureAction.ROLLBACK;
  }

  /// The task was made for this update.
  boolean made(Seen task) {
    return !task.task().createdAt().isBefore(since);
  }
}

package io.jorch.core.model;

import java.time.Duration;

/// How tasks are replaced by those of another revision (`deploy.update_config` and
/// `deploy.rollback_config`).
///
/// @param parallelism tasks replaced at a time; 0 means all at once
/// @param delay between two groups
/// @param monitor how long after a replacement a failure counts as the update's
/// @param maxFailureRatio share of the tasks that may fail (0 to 1)
public record UpdatePolicy(
    int parallelism,
    Duration delay,
    Order order,
    Duration monitor,
    FailureAction failureAction,
    double maxFailureRatio) {
  public static final UpdatePolicy DEFAULT =
      new UpdatePolicy(
          1, Duration.ZERO, Order.STOP_FIRST, Duration.ofSeconds(5), FailureAction.PAUSE, 0);

  /// What comes first when a task is replaced.
  public enum Order {
    START_FIRST,
    STOP_FIRST
  }

  /// What happens when more tasks fail than may.
  public enum FailureAction {
    PAUSE,
    CONTINUE,
    ROLLBACK
  }
}

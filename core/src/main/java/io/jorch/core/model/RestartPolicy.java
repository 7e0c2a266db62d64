package io.jorch.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// When a task that ended is replaced: compose's `restart` and `deploy.restart_policy` in one form.
///
/// @param condition which ends are replaced
/// @param delay before each replacement; empty means at once, then exponentially longer to a cap
/// @param maxAttempts replacements within `window` before giving up; empty means no end
/// @param window time over which attempts count; empty means since the service was last changed
/// @param unlessStopped a stopped service stays stopped when the daemon comes back
public record RestartPolicy(
    Condition condition,
    Optional<Duration> delay,
    OptionalInt maxAttempts,
    Optional<Duration> window,
    boolean unlessStopped) {
  /// Which ends of a task are followed by a new one.
  public enum Condition {
    NONE,
    ON_FAILURE,
    ANY
  }

  public static RestartPolicy of(Condition condition) {
    return new RestartPolicy(
        condition, Optional.empty(), OptionalInt.empty(), Optional.empty(), false);
  }
}

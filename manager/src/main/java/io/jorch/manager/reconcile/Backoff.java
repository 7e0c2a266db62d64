package io.jorch.manager.reconcile;

import java.time.Duration;

/// How long to wait before the next task of a slot whose tasks keep ending.
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(500);
  static final Duration CAP = Duration.ofSeconds(60);

  /// A task that was ready this long ends the row of failures before it.
  static final Duration STABLE = Duration.ofSeconds(10);

  private Backoff() {}

  /// The first step is no wait at all; from the second on 0.5 s, doubled each time up to a minute.
  static Duration before(int attempt) {
    if (attempt <= 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(attempt - 2, 16);
    Duration wait = FIRST.multipliedBy(1L << doublings);
    return wait.compareTo(CAP) > 0 ? CAP : wait;
  }
}

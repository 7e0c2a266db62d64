package io.jorch.manager.control;

import java.time.Duration;

/// Counts the changes of a state that others wait for. A waiter sees that something changed, and
/// looks at the whole state again: no change is ever missed, many may be seen as one.
final class Feed {
  private long generation;

  synchronized long generation() {
    return generation;
  }

  synchronized void changed() {
    generation++;
    notifyAll();
  }

  /// Waits until the generation differs from `seen` or the time is over; gives the present one.
  synchronized long await(long seen, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (generation == seen) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) break;
      wait(left);
    }
    return generation;
  }
}

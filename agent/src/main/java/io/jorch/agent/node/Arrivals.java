package io.jorch.agent.node;

/// Counts the tasks whose logs came to be (or that ended without one), for those who wait for the
/// next. A waiter reads the count, then looks at the tasks, then waits for another count: no
/// arrival is missed.
final class Arrivals {
  private long count;

  synchronized long count() {
    return count;
  }

  synchronized void added() {
    count++;
    notifyAll();
  }

  /// Returns when the count is not `seen` any more.
  synchronized void await(long seen) throws InterruptedException {
    while (count == seen) wait();
  }
}

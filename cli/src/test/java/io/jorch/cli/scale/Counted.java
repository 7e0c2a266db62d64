package io.jorch.cli.scale;

import java.util.concurrent.atomic.AtomicInteger;

/// What reached the nodes, and when the latest of it did.
final class Counted {
  private final AtomicInteger placed = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile long lastPlaced = System.nanoTime();

  /// So many more tasks are in the set of a node that has just arrived there.
  void placed(int more) {
    placed.addAndGet(more);
    if (more > 0) lastPlaced = System.nanoTime();
  }

  void started() {
    started.incrementAndGet();
  }

  /// Tasks in all sets.
  int placements() {
    return placed.get();
  }

  int starts() {
    return started.get();
  }

  /// By the clock of `System.nanoTime`.
  long lastPlaced() {
    return lastPlaced;
  }
}

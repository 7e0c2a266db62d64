package io.jorch.cli.scale;

import java.util.concurrent.atomic.AtomicInteger;

/// What reached the nodes, and when the latest of it did.
final class Counted {
  private final AtomicInteger placed = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile long lastPlaced = System.nanoTime();

  void placed() {
    placed.incrementAndGet();
    lastPlaced = System.nanoTime();
  }

  void started() {
    started.incrementAndGet();
  }

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

package io.jorch.manager.store;

import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// How far the log is applied here, for those who wait for it.
final class Applied {
  private final TreeMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();
  private long reached = -1;

  synchronized CompletableFuture<Void> through(long index) {
    return index <= reached
        ? CompletableFuture.completedFuture(null)
        : waiting.computeIfAbsent(index, absent -> new CompletableFuture<>());
  }

  /// What waits goes on elsewhere: this is the thread that applies the log.
  synchronized void reached(long index) {
    reached = Math.max(reached, index);
    while (!waiting.isEmpty() && waiting.firstKey() <= reached) {
      CompletableFuture<Void> done = waiting.pollFirstEntry().getValue();
      Thread.startVirtualThread(() -> done.complete(null));
    }
  }
}

package io.jorch.agent.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/// One lock per key: two pulls of the same layer take turns, and the second finds the work done.
final class KeyedLocks<K> {
  private final Set<K> held = new HashSet<>();

  /// Waits for the key; to be closed when done.
  synchronized Held lock(K key) throws IOException {
    try {
      while (held.contains(key)) wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + key);
    }
    held.add(key);
    return () -> unlock(key);
  }

  private synchronized void unlock(K key) {
    held.remove(key);
    notifyAll();
  }

  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}

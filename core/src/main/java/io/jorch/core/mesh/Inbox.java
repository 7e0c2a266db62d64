package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What has arrived on a stream and was not read yet. The peer may send as much as fits: so who
/// takes it off the wire never waits for who reads it, and always sees the peer's signs of life.
final class Inbox {
  /// The most that waits here, in bytes; what a peer may send before it is granted more.
  static final int WINDOW = 256 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int offset;
  private int held;
  private int taken;
  private boolean ended;
  private boolean unwanted;
  private @Nullable Failure failure;

  void add(byte[] content) throws IOException {
    lock.lock();
    try {
      if (unwanted || failure != null) {
        return;
      }
      if (ended || held + taken + content.length > WINDOW) {
        throw new IOException("it sent more than it may");
      }
      if (content.length > 0) {
        chunks.add(content);
        held += content.length;
        change.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /// Nobody reads any more: what is here and what still comes is thrown away.
  void discard() {
    lock.lock();
    try {
      unwanted = true;
      clear();
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Readers get this after what arrived before; an end that has arrived stays the end.
  void fail(Failure why) {
    lock.lock();
    try {
      if (failure == null && !ended) {
        failure = why;
      }
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Readers get this, and nothing more of what arrived.
  void cut(Failure why) {
    lock.lock();
    try {
      failure = why;
      clear();
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    chunks.clear();
    held = 0;
    offset = 0;
  }

  /// Waits for at least one byte.
  ///
  /// @return how many were put into the buffer, or -1 at the proper end
  int read(byte[] buffer, int from, int length) throws IOException {
    lock.lock();
    try {
      while (chunks.isEmpty()) {
        if (failure != null) {
          throw failure.exception();
        } else if (unwanted) {
          throw new IOException("the stream is closed");
        } else if (ended) {
          return -1;
        }
        change.await();
      }
      return take(buffer, from, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a peer's bytes");
    } finally {
      lock.unlock();
    }
  }

  private int take(byte[] buffer, int from, int length) {
    int copied = 0;
    while (copied < length && !chunks.isEmpty()) {
      byte[] first = chunks.getFirst();
      int count = Math.min(length - copied, first.length - offset);
      System.arraycopy(first, offset, buffer, from + copied, count);
      copied += count;
      offset += count;
      if (offset == first.length) {
        chunks.removeFirst();
        offset = 0;
      }
    }
    held -= copied;
    taken += copied;
    return copied;
  }

  int available() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /// How much the peer is to be granted now: nothing until it is worth a frame.
  int grant() {
    lock.lock();
    try {
      if (ended || unwanted || taken < WINDOW / 2) {
        return 0;
      }
      int grant = taken;
      taken = 0;
      return grant;
    } finally {
      lock.unlock();
    }
  }
}

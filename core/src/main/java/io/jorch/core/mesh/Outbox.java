package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How much may be sent on a stream, and whether at all. Writers wait here for a slow reader, not
/// in the socket, so that signs of life still pass.
final class Outbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private int credit = Inbox.WINDOW;
  private boolean ended;
  private boolean stopped;
  private @Nullable Failure failure;

  /// Waits until something may be sent.
  ///
  /// @return how many bytes of `wanted`
  int reserve(int wanted) throws IOException {
    lock.lock();
    try {
      while (true) {
        if (failure != null) {
          throw failure.exception();
        } else if (stopped) {
          throw new IOException("the peer reads no more of this stream");
        } else if (ended) {
          throw new IOException("this side of the stream was ended");
        } else if (credit > 0) {
          break;
        }
        change.await();
      }
      int granted = Math.min(wanted, credit);
      credit -= granted;
      return granted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a peer that reads slowly");
    } finally {
      lock.unlock();
    }
  }

  void grant(int more) throws IOException {
    lock.lock();
    try {
      if (more <= 0 || credit + more > Inbox.WINDOW) {
        throw new IOException("it grants what it cannot");
      }
      credit += more;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Sends nothing more.
  ///
  /// @return whether this call ended it
  /// @throws IOException when it has failed: an end must not follow
  boolean end() throws IOException {
    lock.lock();
    try {
      if (failure != null) {
        throw failure.exception();
      }
      return abandon();
    } finally {
      lock.unlock();
    }
  }

  /// Sends nothing more, however it stands.
  ///
  /// @return whether it was neither ended nor failed before
  boolean abandon() {
    lock.lock();
    try {
      boolean first = !ended && failure == null;
      ended = true;
      change.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Writers get this, unless it failed before.
  ///
  /// @return why it failed first
  Failure fail(Failure why) {
    lock.lock();
    try {
      Failure first = failure == null ? why : failure;
      failure = first;
      change.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }
}

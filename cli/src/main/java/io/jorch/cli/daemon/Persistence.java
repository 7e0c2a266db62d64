package io.jorch.cli.daemon;

import io.jorch.manager.control.RequestException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/// Makes a call again while nobody can take it, such as during an election. Whoever calls when that
/// has lasted for long is told at once.
final class Persistence {
  private static final long LASTS_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 20;

  private boolean failing;
  private long since;
  private long last;

  /// What is to be done.
  @FunctionalInterface
  interface Attempt<T, E extends Exception> {
    /// Fails with a [RequestException] that says UNAVAILABLE when nothing was done.
    T make() throws IOException, E;
  }

  <T, E extends Exception> T call(Attempt<T, E> attempt) throws IOException, E {
    while (true) {
      try {
        T done = attempt.make();
        succeeded();
        return done;
      } catch (RequestException e) {
        if (e.kind() != RequestException.Kind.UNAVAILABLE || !again()) throw e;
      }
      pause();
    }
  }

  private synchronized void succeeded() {
    failing = false;
  }

  private synchronized boolean again() {
    long now = System.nanoTime();
    if (!failing || now - last > LASTS_NANOS) {
      failing = true;
      since = now;
    }
    last = now;
    return now - since < LASTS_NANOS;
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("waiting for a manager that decides was given up");
    }
  }
}

package io.jorch.cli.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/// Work on a thread of its own inside a namespace, until closed.
public final class Errand implements AutoCloseable {
  private final Thread thread;
  private volatile boolean ended;

  private Errand(String name, Namespace in, Work work) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(in, work));
  }

  /// Goes on for as long as it is not over. What it throws after that does not matter.
  @FunctionalInterface
  public interface Work {
    void until(BooleanSupplier over) throws IOException, InterruptedException;
  }

  public static Errand start(String name, Namespace in, Work work) {
    Errand errand = new Errand(name, in, work);
    errand.thread.start();
    return errand;
  }

  private void run(Namespace in, Work work) {
    try {
      in.call(
          () -> {
            work.until(() -> ended);
            return true;
          });
    } catch (IOException e) {
      if (!ended) throw new UncheckedIOException(e);
    }
  }

  /// Waits for its end.
  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.jorch.cli.system;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what comes sooner or later. The patience is for a slow machine, not a promise.
public final class Wait {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private Wait() {}

  public static void until(String what, Callable<Boolean> holds) throws Exception {
    until(what, PATIENCE, holds);
  }

  public static void until(String what, Duration patience, Callable<Boolean> holds)
      throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > end)
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
      Thread.sleep(20);
    }
  }
}

package io.jorch.cli.command;

import io.jorch.cli.client.NoDaemon;
import io.jorch.cli.term.Failed;
import java.time.Duration;
import java.time.Instant;

/// Waits for a daemon whose parts start anew.
final class Anew {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 100;

  private Anew() {}

  /// Does something after which the daemon starts its parts anew, and waits until it has.
  static void after(Invocation call, Runnable deed) {
    Instant before = call.machine().info().startedAt();
    deed.run();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      if (started(call, before)) return;
      pause();
    }
    throw new Failed(
        "it is done, but the daemon does not answer again after "
            + PATIENCE.toSeconds()
            + " s; see daemon.log in its state directory");
  }

  private static boolean started(Invocation call, Instant before) {
    try {
      return !call.machine().info().startedAt().equals(before);
    } catch (NoDaemon e) {
      return false;
    } catch (Failed e) {
      return false; // it was ending while it was asked
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while the daemon started anew", e);
    }
  }
}

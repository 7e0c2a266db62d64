package io.jorch.cli.term;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A terminal in raw mode. Restored once, by [#close] or at the end of the process whatever ends
/// it (but for SIGKILL).
public final class RawMode implements AutoCloseable {
  private final String before;
  private final AtomicBoolean restored = new AtomicBoolean();
  private final Thread atExit = new Thread(this::restore, "restore-terminal");

  RawMode(String before) {
    this.before = before;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the process is ending already: the hook runs and finds nothing left to do
    }
  }

  private void restore() {
    if (restored.getAndSet(true)) return;
    try {
      Stty.run(before);
    } catch (IOException e) {
      System.err.println("the terminal could not be restored: run `stty sane`");
    }
  }
}

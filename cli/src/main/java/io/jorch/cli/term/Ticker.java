package io.jorch.cli.term;

import java.util.function.IntConsumer;

/// Calls something every tenth of a second, for spinners, until it is closed.
public final class Ticker implements AutoCloseable {
  private static final int MILLIS = 100;

  private final Thread thread;

  public Ticker(IntConsumer onTick) {
    thread = new Thread(() -> run(onTick), "ticker");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run(IntConsumer onTick) {
    try {
      for (int tick = 1; ; tick++) {
        Thread.sleep(MILLIS);
        onTick.accept(tick);
      }
    } catch (InterruptedException closed) {
      // The end that close() asks for.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

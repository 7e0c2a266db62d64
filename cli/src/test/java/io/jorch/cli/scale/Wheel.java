package io.jorch.cli.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One thread that does very many small things later, each at its tick.
final class Wheel implements AutoCloseable {
  static final int TICK_MILLIS = 10;

  private final List<ArrayDeque<Runnable>> slots = new ArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> now = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private int tick;

  /// @param longest of all delays that will be asked for, in milliseconds
  Wheel(int longest) {
    for (int i = 0; i <= longest / TICK_MILLIS + 1; i++) slots.add(new ArrayDeque<>());
    thread = Thread.ofPlatform().daemon().name("fleet").start(this::run);
  }

  /// Does it soon; may be called on any thread.
  void soon(Runnable work) {
    now.add(work);
  }

  /// Does it after the delay; called on this thread only.
  void later(int millis, Runnable work) {
    int ticks = Math.max(1, millis / TICK_MILLIS);
    slots.get((tick + ticks) % slots.size()).add(work);
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      for (Runnable work = now.poll(); work != null; work = now.poll()) work.run();
      ArrayDeque<Runnable> due = slots.get(tick % slots.size());
      for (int left = due.size(); left > 0; left--) due.remove().run();
      tick++;
      next = Math.max(next + TICK_MILLIS * 1_000_000L, System.nanoTime());
      try {
        Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}

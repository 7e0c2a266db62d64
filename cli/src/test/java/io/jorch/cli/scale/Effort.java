package io.jorch.cli.scale;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;

/// How hard the manager's loop works, told by the processor time of its thread.
final class Effort {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long QUIET_NANOS = 1_000_000_000;
  private static final long IDLE_NANOS = 15_000_000;

  private final long thread;

  private Effort(long thread) {
    this.thread = thread;
  }

  static Effort ofManager() {
    return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(each -> each.getThreadName().equals("manager"))
        .map(ThreadInfo::getThreadId)
        .findFirst()
        .map(Effort::new)
        .orElseThrow(() -> new IllegalStateException("no manager decides"));
  }

  double seconds() {
    return nanos() / 1e9;
  }

  private long nanos() {
    return THREADS.getThreadCpuTime(thread);
  }

  /// Waits until it has had next to nothing to do for a second.
  void awaitQuiet(long mostSeconds) throws InterruptedException {
    long end = System.nanoTime() + mostSeconds * 1_000_000_000;
    long before = nanos();
    long since = System.nanoTime();
    while (System.nanoTime() < end && System.nanoTime() - since < QUIET_NANOS) {
      Thread.sleep(100);
      long now = nanos();
      if (now - before > IDLE_NANOS) since = System.nanoTime();
      before = now;
    }
  }

  /// The processor time, in milliseconds, that a look takes to which `event` leads: the median.
  double look(Runnable event, int times) throws InterruptedException {
    long[] all = new long[times];
    for (int i = 0; i < times; i++) {
      long before = nanos();
      event.run();
      long now;
      long known = before;
      do {
        now = known;
        Thread.sleep(150);
        known = nanos();
      } while (known != now || known == before);
      all[i] = known - before;
    }
    Arrays.sort(all);
    return all[times / 2] / 1e6;
  }
}

package io.jorch.manager.control;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/// How often something is done that may be much work: it rests three times as long as it worked.
/// Waiting, such as for members that do not answer, is no work: what others have told meanwhile is
/// wanted at once. For one thread.
final class Pace {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long MUCH_NANOS = 50_000_000;
  private static final int RESTS = 3;

  private final LongSupplier clock;
  private final LongSupplier effort;
  private long next;

  /// @param clock nanoseconds that pass
  /// @param effort nanoseconds of the processor that the calling thread has had
  Pace(LongSupplier clock, LongSupplier effort) {
    this.clock = clock;
    this.effort = effort;
    this.next = clock.getAsLong();
  }

  static Pace byProcessorTime() {
    return new Pace(System::nanoTime, THREADS::getCurrentThreadCpuTime);
  }

  boolean due() {
    return clock.getAsLong() - next >= 0;
  }

  /// Does it. What fails may be done again at once.
  void run(Runnable work) {
    long before = effort.getAsLong();
    work.run();
    long took = effort.getAsLong() - before;
    next = clock.getAsLong() + (took > MUCH_NANOS ? RESTS * took : 0);
  }
}

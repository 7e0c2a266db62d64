package io.jorch.agent.node;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that owns the state of the tasks, and a few that do what blocks. Not virtual threads:
/// nearly all that blocks here is in the kernel, where those would hold their carriers.
final class LoopThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThreads.class);
  private static final int WORKERS = 6;
  private final ScheduledThreadPoolExecutor loop;
  private final ThreadPoolExecutor workers;

  LoopThreads() {
    loop = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("agent").daemon().factory());
    loop.setRemoveOnCancelPolicy(true);
    workers =
        (ThreadPoolExecutor)
            Executors.newFixedThreadPool(
                WORKERS, Thread.ofPlatform().name("agent-worker-", 0).daemon().factory());
  }

  /// Work that gives a result or fails.
  @FunctionalInterface
  interface Job<T> {
    T run() throws Exception;
  }

  /// Runs on the loop's thread, after what is waiting there.
  void loop(Runnable task) {
    try {
      loop.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("the agent has ended", e);
    }
  }

  void later(Duration delay, Runnable task) {
    try {
      var _ = loop.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the agent has ended", e);
    }
  }

  /// Runs `job` on a worker and what follows from it on the loop's thread.
  <T> void work(Job<T> job, Consumer<T> then, Consumer<Exception> failed) {
    workers.execute(() -> run(job, then, failed));
  }

  /// Like [#work], for what mostly waits for other nodes: it keeps no worker from its work. Gives
  /// the thread, to be interrupted when the result is not wanted any more.
  <T> Thread aside(Job<T> job, Consumer<T> then, Consumer<Exception> failed) {
    return Thread.ofVirtual().name("agent-aside").start(() -> run(job, then, failed));
  }

  private <T> void run(Job<T> job, Consumer<T> then, Consumer<Exception> failed) {
    try {
      T result = job.run();
      loop(() -> then.accept(result));
    } catch (Exception e) {
      loop(() -> failed.accept(e));
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("the agent's loop goes on after a failure", e);
    }
  }

  /// Containers go on; steps under way are finished.
  @Override
  public void close() {
    loop.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) workers.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

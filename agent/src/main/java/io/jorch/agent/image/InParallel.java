package io.jorch.agent.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The layers of one image, a few at a time: more would only wait for the same disk. Platform
/// threads, as unpacking is mostly work in the kernel.
final class InParallel {
  private static final int AT_ONCE = 3;

  private InParallel() {}

  /// Runs all; the first failure interrupts the others and is thrown.
  static void run(String name, List<Callable<Void>> jobs) throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().name(name + "-", 0).factory());
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (Callable<Void> each : jobs) running.add(threads.submit(each));
      for (Future<Void> each : running) await(name, each);
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  private static void await(String name, Future<Void> future)
      throws IOException, InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) throw io;
      if (e.getCause() instanceof RuntimeException r) throw r;
      throw new IOException(name + " a layer: " + e.getCause(), e);
    }
  }
}

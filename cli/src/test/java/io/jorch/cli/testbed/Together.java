package io.jorch.cli.testbed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The same work for several, at the same time.
public final class Together {
  private Together() {}

  /// What is done for each.
  @FunctionalInterface
  public interface Work<T, R> {
    R of(T each) throws Exception;
  }

  /// Gives the results in the order of the items, once all are done; the first failure is thrown.
  public static <T, R> List<R> each(List<T> items, Work<T, R> work) throws IOException {
    List<FutureTask<R>> tasks = new ArrayList<>();
    for (T item : items) {
      FutureTask<R> task = new FutureTask<>(() -> work.of(item));
      Thread.ofPlatform().start(task);
      tasks.add(task);
    }
    List<R> results = new ArrayList<>();
    for (FutureTask<R> task : tasks) results.add(result(task));
    return results;
  }

  private static <R> R result(FutureTask<R> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

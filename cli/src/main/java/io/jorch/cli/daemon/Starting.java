package io.jorch.cli.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Something that is being started on a thread of its own.
record Starting<T>(FutureTask<T> task) {
  static <T> Starting<T> of(String name, Callable<T> start) {
    FutureTask<T> task = new FutureTask<>(start);
    Thread.ofPlatform().daemon().name("start-" + name).start(task);
    return new Starting<>(task);
  }

  /// What is there already, if it is.
  Optional<T> peek() {
    return task.state() == Future.State.SUCCESS ? Optional.of(task.resultNow()) : Optional.empty();
  }

  /// Closes what is there, or sees to it that it never will be.
  void abandon() throws Exception {
    if (!task.cancel(true) && task.resultNow() instanceof AutoCloseable there) there.close();
  }

  /// Like [#get], for those that only run once it has been waited for.
  T now() {
    try {
      return get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it is there.
  T get() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause
          ? new IOException(cause.getMessage(), cause)
          : new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
  }
}

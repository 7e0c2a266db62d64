package io.jorch.agent.node;

import io.jorch.core.model.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Images on their way here, each for a task that waits for it. Touched by the loop only.
final class Fetches {
  private final TaskWork work;
  private final LoopThreads threads;
  private final Map<TaskId, Thread> underway = new HashMap<>();

  Fetches(TaskWork work, LoopThreads threads) {
    this.work = work;
    this.threads = threads;
  }

  /// Fetches what a task lacks; the loop then goes on with one or the other.
  void begin(LocalTask task, Consumer<LocalTask> fetched, BiConsumer<LocalTask, Exception> failed) {
    Thread thread =
        threads.aside(
            () -> {
              work.fetch(task);
              return task;
            },
            done -> {
              underway.remove(done.id());
              fetched.accept(done);
            },
            failure -> {
              underway.remove(task.id());
              failed.accept(task, failure);
            });
    underway.put(task.id(), thread);
  }

  /// A task that changed its mind waits no longer.
  void interrupt(LocalTask task) {
    Optional.ofNullable(underway.get(task.id())).ifPresent(Thread::interrupt);
  }
}

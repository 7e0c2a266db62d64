package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What threads other than the loop's may know of the tasks: copies, made by the loop.
record TaskTable(NodeLoop loop, LoopThreads threads) {
  private static final long PATIENCE_SECONDS = 10;

  /// One task at one moment.
  record Row(
      Task task, TaskSpec spec, TaskStatus status, TaskFiles files, Optional<Running> running) {
    /// What runs; fails when nothing does.
    RunningContainer container() throws IOException {
      return running()
          .filter(any -> !status.state().ended())
          .map(Running::container)
          .orElseThrow(
              () ->
                  new IOException(
                      "container " + task.name() + " is not running; `jorch ps` shows its state"));
    }

    boolean uses(io.jorch.core.model.VolumeName volume) {
      return spec.volumes().contains(volume);
    }
  }

  List<Row> rows() throws IOException {
    return ask(() -> loop.tasks().stream().map(TaskTable::row).toList());
  }

  Row row(TaskId id) throws IOException {
    return ask(() -> loop.task(id).map(TaskTable::row))
        .orElseThrow(
            () -> new IOException("container " + id.shortForm() + " is not on this node any more"));
  }

  private static Row row(LocalTask task) {
    return new Row(task.task(), task.spec(), task.status(), task.files(), task.running());
  }

  /// Asks the loop's thread.
  <T> T ask(Supplier<T> question) throws IOException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    threads.loop(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the agent did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the agent", e);
    }
  }
}

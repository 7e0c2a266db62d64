package io.jorch.agent.node;

import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.linux.SignalName;
import io.jorch.agent.linux.Trees;
import io.jorch.agent.node.Ending.Exit;
import io.jorch.agent.node.Transition.End;
import io.jorch.core.model.Health;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the steps of a task really do. Blocks; called by workers, for one task at a time.
final class TaskWork {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWork.class);
  private static final int SIGKILL = 9;
  private final Rooms rooms;
  private final TaskImages images;
  private final Launch launch;
  private final Release release;
  private final InstantSource clock;

  TaskWork(Rooms rooms, TaskImages images, Launch launch, InstantSource clock) {
    this.rooms = rooms;
    this.images = images;
    this.launch = launch;
    this.release = new Release(rooms);
    this.clock = clock;
  }

  TaskFiles files(TaskId id) {
    return TaskFiles.of(rooms.tasks(), id);
  }

  /// Whether [#fetch] has something to do.
  boolean lacksImage(LocalTask task) {
    return images.isElsewhere(task.spec());
  }

  /// Gets the task's image from another node.
  void fetch(LocalTask task) throws IOException {
    var _ = images.get(task.spec());
  }

  Running launch(LocalTask task) throws IOException {
    task.files().write(new TaskRecord(task.task(), task.spec()));
    return launch.run(task.task(), task.spec(), task.files());
  }

  /// Sends the stop signal.
  boolean stop(LocalTask task) throws IOException {
    Optional<Running> running = task.running();
    return running.isPresent() && running.get().container().signal(stopSignal(running.get()));
  }

  private static int stopSignal(Running running) {
    return SignalName.number(running.recipe().stopSignal());
  }

  /// Whether a task that was sent its stop signal can have got it. With `again`, one that has only
  /// now made ready for the signal is sent it once more.
  Hearing hearing(LocalTask task, boolean again) throws IOException {
    Optional<Running> running = task.running();
    if (running.isEmpty()) return Hearing.HEARS;
    int signal = stopSignal(running.get());
    Hearing hearing =
        Hearing.of(running.get().container(), signal, rooms.cgroups().find(task.id().value()));
    if (again && hearing == Hearing.HEARS) running.get().container().signal(signal);
    return hearing;
  }

  boolean kill(LocalTask task) throws IOException {
    return task.running().isPresent() && task.running().get().container().signal(SIGKILL);
  }

  /// How a container ended, from its exit status and its cgroup.
  End ending(LocalTask task, Optional<ExitStatus> exit, Optional<Throwable> error, boolean asked)
      throws IOException {
    task.running().ifPresent(TaskWork::writeLastLines);
    if (exit.isEmpty()) {
      String why = error.map(e -> String.valueOf(e.getMessage())).orElse("unknown");
      return new End(
          asked ? TaskState.COMPLETE : TaskState.FAILED,
          clock.instant(),
          OptionalInt.empty(),
          false,
          "its exit status is lost: " + why);
    }
    boolean oom = release.oomKills(task.id()) > 0;
    ExitStatus status = exit.get();
    End end =
        Ending.of(
            new Exit(status.code(), status.signal(), status.finishedAt()),
            asked,
            oom,
            Bytes.text(memoryLimit(task)));
    return asked && task.status().health() == Health.UNHEALTHY ? unhealthy(end, task) : end;
  }

  /// One that is stopped because its health check fails has failed.
  private static End unhealthy(End end, LocalTask task) {
    String reason = task.status().reason();
    return new End(
        TaskState.FAILED,
        end.at(),
        end.exitCode(),
        end.oomKilled(),
        reason.isEmpty() ? "its health check failed" : reason);
  }

  /// Whoever is told of the end finds everything it wrote in its log.
  private static void writeLastLines(Running running) {
    try {
      running.output().close();
    } catch (Exception e) {
      LOG.warn("the last output of a container is lost: {}", e.getMessage());
    }
  }

  private static OptionalLong memoryLimit(LocalTask task) {
    return task.spec().limits().memoryBytes();
  }

  void release(LocalTask task) throws IOException {
    release.run(task.id(), task.files(), task.running());
  }

  void forget(LocalTask task) throws IOException {
    Trees.delete(task.files().directory());
  }

  void save(LocalTask task) {
    save(() -> task.files().write(new TaskRecord(task.task(), task.spec())));
  }

  void save(TaskFiles files, TaskStatus status) {
    save(() -> files.write(status));
  }

  private static void save(Attempts.Work work) {
    try {
      work.run();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("a task's state could not be written: {}", e.getMessage());
    } catch (Exception e) {
      LOG.error("a task's state could not be written", e);
    }
  }
}

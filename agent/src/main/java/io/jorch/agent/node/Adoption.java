package io.jorch.agent.node;

import io.jorch.agent.container.Adopted;
import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.image.Image;
import io.jorch.agent.linux.Trees;
import io.jorch.agent.node.Ending.Exit;
import io.jorch.agent.node.Transition.End;
import io.jorch.core.model.Health;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a former daemon left on this machine: running containers are taken over as they are, those
/// that ended meanwhile get their end, half-made things go.
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final String GONE =
      "it was gone when the daemon came back: the machine was restarted or its keeper was killed";
  private final Rooms rooms;
  private final Outputs outputs;
  private final Release release;
  private final InstantSource clock;
  private final Set<String> alive = new HashSet<>();

  Adoption(Rooms rooms, Outputs outputs, InstantSource clock) {
    this.rooms = rooms;
    this.outputs = outputs;
    this.release = new Release(rooms);
    this.clock = clock;
  }

  /// Every task that has a record. The networks they are on must be there already.
  List<LocalTask> tasks() throws IOException {
    List<LocalTask> found = new ArrayList<>();
    for (TaskFiles files : TaskFiles.all(rooms.tasks())) {
      Optional<TaskRecord> entry = readable(files);
      if (entry.isPresent()) {
        found.add(task(files, entry.get()));
      } else {
        Trees.delete(files.directory());
      }
    }
    return found;
  }

  private static Optional<TaskRecord> readable(TaskFiles files) throws IOException {
    try {
      return files.entry();
    } catch (RuntimeException e) {
      LOG.warn("task directory {} is dropped: {}", files.directory(), e.getMessage());
      return Optional.empty();
    }
  }

  /// Removes cgroups and links that no living task has.
  void sweep(Set<String> networks) throws IOException {
    rooms.cgroups().sweep(alive);
    rooms.network().sweep(alive, networks);
  }

  private LocalTask task(TaskFiles files, TaskRecord entry) throws IOException {
    Task task = entry.task();
    TaskStatus status = files.status().orElseGet(() -> LocalTask.first(task, clock.instant()));
    LocalTask local = new LocalTask(task, entry.spec(), files, status);
    local.held(Files.exists(files.container()) || Files.exists(files.upper()));
    if (!status.state().ended() && Files.exists(files.container())) container(local);
    if (task.slot() == 0 && entry.spec().labels().containsKey(TaskSpec.FORGET_AT_END)) {
      local.forgetAtEnd();
    }
    if (status.stopping()) local.killAt(clock.instant().plus(entry.spec().stopGracePeriod()));
    return local;
  }

  private void container(LocalTask task) throws IOException {
    Adopted adopted;
    try {
      adopted = rooms.runtime().adopt(task.files().container());
    } catch (IOException e) {
      lost(task, "it could not be taken over: " + e.getMessage());
      return;
    }
    switch (adopted) {
      case Adopted.Running(RunningContainer container) -> running(task, container);
      case Adopted.Exited(var _, ExitStatus exit) -> exited(task, exit);
      case Adopted.Vanished _ -> vanished(task);
    }
  }

  private void running(LocalTask task, RunningContainer container) throws IOException {
    Image image =
        rooms
            .images()
            .resolve(task.spec().imageId().orElse(task.spec().image()))
            .orElseThrow(
                () ->
                    new IOException(
                        "image " + task.spec().image() + " of a running container is gone"));
    var endpoints = EndpointFile.read(task.files());
    if (task.spec().networkMode() != TaskSpec.NetworkMode.HOST) {
      rooms.network().adopt(task.id().value(), container.process().pid(), endpoints);
    }
    Running running =
        new Running(
            container,
            Recipe.of(task.task(), task.spec(), image),
            endpoints,
            outputs.capture(task.files(), container));
    alive.add(task.id().value());
    task.running(Optional.of(running));
    task.held(true);
    if (task.status().state() != TaskState.RUNNING) {
      task.status(status -> started(status, running));
    }
  }

  /// It was started just before the daemon died, and nobody was told.
  private TaskStatus started(TaskStatus status, Running running) {
    Health health = running.recipe().probe().isPresent() ? Health.STARTING : Health.NONE;
    return Transition.running(
        status,
        running.container().process().pid(),
        health,
        running.addresses(),
        Map.of(),
        clock.instant());
  }

  private void exited(LocalTask task, ExitStatus exit) throws IOException {
    boolean oom = release.oomKills(task.id()) > 0;
    Exit how = new Exit(exit.code(), exit.signal(), exit.finishedAt());
    String limit = Bytes.text(task.spec().limits().memoryBytes());
    End end = Ending.of(how, task.status().stopping(), oom, limit);
    outputs.rest(task.files(), rooms.runtime().leftTerminal(task.files().container()));
    task.status(status -> Transition.ended(status, end, clock.instant()));
  }

  /// One that had been started is lost; one that had not is simply started again.
  private void vanished(LocalTask task) throws IOException {
    if (task.status().state() == TaskState.RUNNING) {
      outputs.rest(task.files(), Optional.empty());
      lost(task, GONE);
    }
  }

  private void lost(LocalTask task, String reason) {
    task.status(
        status -> Transition.ended(status, End.failed(reason, clock.instant()), clock.instant()));
  }
}

package io.jorch.agent.node;

import io.jorch.agent.container.ExecProcess;
import io.jorch.agent.container.ExecSpec;
import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.container.StartException;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.container.Streams;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.RunRequest;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.node.CommandException;
import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Commands that people run and watch: in a running container, or in one of their own.
final class Commands {
  /// How long an ended task is kept for a caller who reads its last output slowly.
  private static final long PATIENCE_SECONDS = 5;

  private final Rooms rooms;
  private final Launch launch;
  private final TaskTable table;

  Commands(Rooms rooms, Launch launch, TaskTable table) {
    this.rooms = rooms;
    this.launch = launch;
    this.table = table;
  }

  int exec(TaskId task, ExecRequest request, Terminal terminal) throws IOException {
    TaskTable.Row row = table.row(task);
    RunningContainer container = row.container();
    try (ExecProcess process = rooms.runtime().exec(container, spec(request))) {
      return new Interactive(terminal, program(process)).run();
    } catch (StartException e) {
      throw new CommandException(e.exitCode(), refusal(row.task().name(), e));
    } catch (IllegalArgumentException e) {
      throw new CommandException(CommandException.CANNOT_RUN, String.valueOf(e.getMessage()));
    }
  }

  private static String refusal(String name, StartException e) {
    String next =
        e.notFound() ? "; name a program that the container has, by its path if need be" : "";
    return "run a command in " + name + ": " + e.reason() + next;
  }

  private static ExecSpec spec(ExecRequest request) {
    Stdio stdio =
        request.tty()
            ? new Stdio.Terminal(request.rows(), request.columns())
            : new Stdio.Piped(request.stdin());
    List<String> environment = new ArrayList<>();
    request.environment().forEach((name, value) -> environment.add(name + "=" + value));
    return new ExecSpec(
        request.command(),
        environment,
        request.workingDir(),
        request.user(),
        request.privileged(),
        stdio);
  }

  private static Interactive.Program program(ExecProcess process) {
    return new Interactive.Program() {
      @Override
      public CompletableFuture<ExitStatus> exit() {
        return process.exit();
      }

      @Override
      public Optional<Streams> streams() {
        return process.streams();
      }

      @Override
      public Optional<io.jorch.agent.linux.Terminal> terminal() {
        return process.terminal();
      }

      @Override
      public void signal(int number) throws IOException {
        process.signal(number);
      }
    };
  }

  /// Starts a one-off task in the foreground; the loop takes it from there like any other.
  int run(Task task, TaskSpec spec, RunRequest request, Terminal terminal) throws IOException {
    TaskFiles files = TaskFiles.of(rooms.tasks(), task.id());
    files.write(new TaskRecord(task, spec));
    Stdio stdio =
        request.tty()
            ? new Stdio.Terminal(request.rows(), request.columns())
            : new Stdio.Piped(request.stdin());
    Running running;
    try {
      running = launch.run(task, spec, files, stdio);
    } catch (LaunchFailure e) {
      table.ask(() -> table.loop().addFailed(task, spec, e));
      int code = e.exitCode() == 0 ? CommandException.CANNOT_RUN : e.exitCode();
      throw new CommandException(code, String.valueOf(e.getMessage()));
    }
    Interactive session = new Interactive(terminal, program(running.container()));
    CountDownLatch drained = new CountDownLatch(1);
    Running watched = running.withOutput(() -> drained.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    table.ask(() -> table.loop().addRunning(task, spec, watched));
    try {
      return session.run();
    } finally {
      drained.countDown();
    }
  }

  private static Interactive.Program program(RunningContainer container) throws IOException {
    Optional<io.jorch.agent.linux.Terminal> terminal =
        container.spec().stdio() instanceof Stdio.Terminal
            ? Optional.of(container.openTerminal())
            : Optional.empty();
    return new Interactive.Program() {
      @Override
      public CompletableFuture<ExitStatus> exit() {
        return container.exit();
      }

      @Override
      public Optional<Streams> streams() {
        return container.streams();
      }

      @Override
      public Optional<io.jorch.agent.linux.Terminal> terminal() {
        return terminal;
      }

      @Override
      public void signal(int number) throws IOException {
        container.signal(number);
      }
    };
  }
}

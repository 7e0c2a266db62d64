package io.jorch.agent.node;

import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.container.logs.LogReader;
import io.jorch.agent.container.logs.LogTail;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lets people join the main processes of this node's containers.
record AttachDesk(TaskTable table, Outputs outputs) {
  private static final long PATIENCE_SECONDS = 10;

  /// Gives the exit code, or 0 when the caller left first.
  int attach(TaskId id, AttachRequest request, Terminal caller) throws IOException {
    TaskTable.Row row = table.row(id);
    RunningContainer container = row.container();
    CompletableFuture<ExitStatus> exit = container.exit();
    LogReader log = outputs.reader(row.files());
    try (LogTail tail = log.tail();
        Guest guest =
            Guest.of(container, row.files().container().resolve("stdin"), request, caller)) {
      if (!log.isGrowing() && !exit.isDone())
        throw new IOException("it belongs to whoever started it with `jorch run`");
      return guest.stay(tail, request.stdin()) ? code(exit) : 0;
    } catch (IOException e) {
      throw new IOException("attach to " + row.task().name() + ": " + e.getMessage(), e);
    }
  }

  /// The output ends with the container, or a little later.
  private static int code(CompletableFuture<ExitStatus> exit) throws IOException {
    try {
      return exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS).code();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("its output has ended, but not its main process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.copy.Incoming;
import io.jorch.agent.copy.Outgoing;
import io.jorch.agent.linux.ContainerFiles;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.model.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Files into and out of this node's running containers. Those of an ended one went with it.
record CopyDesk(TaskTable table) {
  void out(TaskId id, CopySource source, OutputStream tar) throws IOException {
    TaskTable.Row row = table.row(id);
    try (ContainerFiles files = files(row)) {
      Outgoing.write(files, source.path(), source.followLink(), tar);
    } catch (IOException e) {
      throw failed(source.path() + " out of " + row.task().name(), e);
    }
  }

  void in(TaskId id, CopyTarget target, InputStream tar) throws IOException {
    TaskTable.Row row = table.row(id);
    try (ContainerFiles files = files(row)) {
      Incoming.unpack(files, target, tar);
    } catch (IOException e) {
      throw failed("to " + target.path() + " in " + row.task().name(), e);
    }
  }

  /// As they are seen inside; the process is asked for again, lest its number went to another.
  private static ContainerFiles files(TaskTable.Row row) throws IOException {
    RunningContainer container = row.container();
    ContainerFiles files = ContainerFiles.of(container.process().pid());
    if (container.signal(0)) return files;
    files.close();
    throw new IOException("it has just ended, and its files went with it");
  }

  private static IOException failed(String what, IOException e) {
    return new IOException("copy " + what + ": " + e.getMessage(), e);
  }
}

package io.jorch.agent.node;

import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.wire.Wire;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A task's directory on this node: its record, its latest status, its log and, while it runs, its
/// container's own files. Every file appears whole.
record TaskFiles(Path directory) {
  private static final String RECORD = "task.json";
  private static final String STATUS = "status.json";

  static TaskFiles of(Path tasks, TaskId id) {
    return new TaskFiles(tasks.resolve(id.value()));
  }

  /// All tasks that have a directory, whatever is in it.
  static List<TaskFiles> all(Path tasks) throws IOException {
    List<TaskFiles> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(tasks)) {
      for (Path entry : entries) found.add(new TaskFiles(entry));
    }
    return found;
  }

  Path container() {
    return directory.resolve("container");
  }

  Path upper() {
    return directory.resolve("upper");
  }

  Path work() {
    return directory.resolve("work");
  }

  Path logs() {
    return directory.resolve("logs");
  }

  Path anonymousVolumes() {
    return directory.resolve("volumes");
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  void write(TaskRecord entry) throws IOException {
    Files.createDirectories(directory);
    replace(RECORD, Wire.bytes(TaskRecord.class, entry));
  }

  void write(TaskStatus status) throws IOException {
    replace(STATUS, Wire.bytes(TaskStatus.class, status));
  }

  Optional<TaskRecord> entry() throws IOException {
    return read(RECORD, TaskRecord.class);
  }

  Optional<TaskStatus> status() throws IOException {
    return read(STATUS, TaskStatus.class);
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) return Optional.empty();
    return Optional.of(Wire.read(type, Files.readAllBytes(file)));
  }

  private void replace(String name, byte[] content) throws IOException {
    Path fresh = directory.resolve(name + ".new");
    Files.write(fresh, content);
    Files.move(
        fresh,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}

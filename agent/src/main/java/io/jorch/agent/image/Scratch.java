package io.jorch.agent.image;

import io.jorch.agent.linux.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Room for half-done work, on the file system of the store so that what is done can be renamed
/// into place. Emptied when the store is opened: whatever is here then was interrupted.
public final class Scratch {
  private final Path directory;
  private final AtomicLong next = new AtomicLong();

  Scratch(Path root) throws IOException {
    directory = root.resolve("tmp");
    Trees.delete(directory);
    Files.createDirectories(directory);
  }

  /// A path nobody else uses, with nothing there yet.
  public Path newPath() {
    return directory.resolve(Long.toString(next.incrementAndGet()));
  }

  /// A new empty directory, 0755 and owned by root like the root of a layer.
  public Path newDirectory() throws IOException {
    return Files.createDirectory(newPath());
  }
}

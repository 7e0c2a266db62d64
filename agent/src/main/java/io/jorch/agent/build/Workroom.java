package io.jorch.agent.build;

import io.jorch.agent.image.Scratch;
import io.jorch.agent.linux.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Directories of one build, gone with it whether it succeeds or not. A directory that became a
/// layer has been moved away by then.
final class Workroom implements AutoCloseable {
  private final Scratch scratch;
  private final List<Path> made = new ArrayList<>();

  Workroom(Scratch scratch) {
    this.scratch = scratch;
  }

  Path newDirectory() throws IOException {
    Path directory = scratch.newDirectory();
    made.add(directory);
    return directory;
  }

  @Override
  public void close() throws IOException {
    for (Path directory : made) Trees.delete(directory);
  }
}

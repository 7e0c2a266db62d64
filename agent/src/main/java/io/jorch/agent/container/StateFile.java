package io.jorch.agent.container;

import io.jorch.agent.linux.FileLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What a container's keeper writes down, seven words: a magic number, the keeper's pid, the
/// container's pid, then, in one write when the container has ended, 1, its wait status, and
/// seconds and nanoseconds of that moment. The file has its full size before the container starts,
/// so no full disk can lose the end. Whoever finds it locked knows that the keeper lives.
record StateFile(int keeper, int child, Optional<ExitStatus> exit) {
  static final int KEEPER = 8;
  static final int CHILD = 16;
  static final int ENDED = 24;
  private static final int SIZE = 56;
  private static final long MAGIC = 0x6574617473636a01L;

  static Path in(Path directory) {
    return directory.resolve("state");
  }

  static void create(Path directory) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(in(directory), content.putLong(0, MAGIC).array());
  }

  static StateFile read(Path directory) throws IOException {
    Path file = in(directory);
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (content.remaining() != SIZE || content.getLong(0) != MAGIC)
      throw new IOException("read " + file + ": not a container's state");
    int keeper = (int) content.getLong(KEEPER);
    int child = (int) content.getLong(CHILD);
    if (content.getLong(ENDED) == 0) return new StateFile(keeper, child, Optional.empty());
    int status = content.getInt(ENDED + 8);
    Instant moment =
        Instant.ofEpochSecond(content.getLong(ENDED + 16), content.getLong(ENDED + 24));
    return new StateFile(keeper, child, Optional.of(ExitStatus.ofWait(status, moment)));
  }

  /// Whether the keeper of this directory's container lives.
  static boolean isKept(Path directory) throws IOException {
    return FileLock.isHeld(in(directory).toString());
  }
}

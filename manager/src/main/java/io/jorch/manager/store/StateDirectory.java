package io.jorch.manager.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The store's directory: ours alone while it is open, and known to be a store before anything in
/// it is touched. Holds `lock`, `store` (two lines: the form and the group's id) and `raft/`.
final class StateDirectory implements AutoCloseable {
  private static final String FORM = "jorch-store 1";

  private final Path path;
  private final FileChannel lock;
  private final UUID group;

  private StateDirectory(Path path, FileChannel lock, UUID group) {
    this.path = path;
    this.lock = lock;
    this.group = group;
  }

  static StateDirectory open(Path path) {
    @Nullable FileChannel lock = null;
    try {
      Files.createDirectories(path);
      refuseForeign(path);
      lock = locked(path);
      return new StateDirectory(path, lock, group(path));
    } catch (IOException | StoreException e) {
      closeQuietly(lock);
      if (e instanceof StoreException known) {
        throw known;
      }
      throw new StoreException(
          "cannot open the store in " + path + ": " + e + "; check that it is a writable directory",
          e);
    }
  }

  /// Identifies the log: members only talk to members with the same one.
  UUID group() {
    return group;
  }

  Path raft() {
    return path.resolve("raft");
  }

  /// Where Ratis keeps the segments of the log.
  Path segments() {
    return raft().resolve(group.toString()).resolve("current");
  }

  private static void refuseForeign(Path path) throws IOException {
    if (Files.exists(path.resolve("store"))) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<String> foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.equals("lock") && !name.equals("store.tmp"))
              .sorted()
              .limit(3)
              .toList();
      if (!foreign.isEmpty()) {
        throw new StoreException(
            "cannot make a store in "
                + path
                + ": it holds other files ("
                + String.join(", ", foreign)
                + "); choose an empty directory");
      }
    }
  }

  @SuppressWarnings("resource") // the channel owns the lock and is closed with this object
  private static FileChannel locked(Path path) throws IOException {
    Path file = path.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid()), 0);
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer as for any other.
    }
    String holder = Files.readString(file).strip();
    channel.close();
    throw new StoreException(
        "cannot open the store in "
            + path
            + ": another daemon uses it"
            + (holder.isEmpty() ? "" : " (process " + holder + ")")
            + "; stop that one, or give this one its own state directory");
  }

  private static byte[] pid() {
    return (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static UUID group(Path path) throws IOException {
    Path file = path.resolve("store");
    if (!Files.exists(file)) {
      UUID group = UUID.randomUUID();
      write(file, FORM + "\n" + group + "\n");
      return group;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2 || !lines.getFirst().equals(FORM)) {
      throw new StoreException(
          "cannot open the store in "
              + path
              + ": its file 'store' says '"
              + (lines.isEmpty() ? "" : lines.getFirst())
              + "', this version of jorch knows '"
              + FORM
              + "'; use the version that wrote it, or restore a backup");
    }
    try {
      return UUID.fromString(lines.get(1));
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "cannot open the store in " + path + ": its file 'store' is damaged; restore a backup",
          e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path beside = file.resolveSibling("store.tmp");
    Files.writeString(
        beside,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.SYNC,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The reason for closing is being reported; the kernel drops the lock with the process.
    }
  }

  @Override
  public void close() {
    closeQuietly(lock);
  }
}

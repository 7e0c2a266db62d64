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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The store's directory: ours alone while it is open, and known to be a store before anything in
/// it is touched. Holds `lock`, `store` (see [Identity]) and `raft/`, where Ratis keeps a directory
/// for the group.
final class StateDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;
  private @Nullable Identity identity;

  private StateDirectory(Path path, FileChannel lock, @Nullable Identity identity) {
    this.path = path;
    this.lock = lock;
    this.identity = identity;
  }

  static StateDirectory open(Path path) {
    @Nullable FileChannel lock = null;
    try {
      Files.createDirectories(path);
      refuseForeign(path);
      lock = locked(path);
      return new StateDirectory(path, lock, identity(path));
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

  Path path() {
    return path;
  }

  /// Empty while there is no store in it.
  Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  /// Gives the directory to another group, at once and durably; what other groups left behind is
  /// deleted.
  void become(Identity next) throws IOException {
    if (identity == null || !identity.lines().equals(next.lines())) {
      write(path.resolve("store"), String.join("\n", next.lines()) + "\n");
      identity = next;
    }
    if (Files.isDirectory(raft())) {
      try (Stream<Path> groups = Files.list(raft())) {
        for (Path other : groups.filter(each -> !each.equals(group(next.group()))).toList()) {
          delete(other);
        }
      }
    }
  }

  Path raft() {
    return path.resolve("raft");
  }

  /// Where Ratis keeps what belongs to a group.
  Path group(UUID group) {
    return raft().resolve(group.toString());
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
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

  private static @Nullable Identity identity(Path path) throws IOException {
    Path file = path.resolve("store");
    if (!Files.exists(file)) {
      return null;
    }
    List<String> lines = Files.readAllLines(file);
    String form = lines.isEmpty() ? "" : lines.getFirst();
    if (!Identity.knows(form)) {
      throw new StoreException(
          "cannot open the store in "
              + path
              + ": its file 'store' says '"
              + form
              + "', this version of jorch knows '"
              + Identity.newestForm()
              + "'; use the version that wrote it, or restore a backup");
    }
    try {
      return Identity.parse(lines);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "cannot open the store in "
              + path
              + ": its file 'store' is damaged: "
              + e.getMessage()
              + "; restore a backup",
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
    SnapshotFile.forceDirectory(file);
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

package io.jorch.agent.image;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files that are either whole or not there, also after a power cut.
final class AtomicFile {
  private AtomicFile() {}

  /// Writes the bytes beside the target, syncs, and renames over it.
  static void write(Path target, byte[] bytes) throws IOException {
    Path beside = target.resolveSibling(target.getFileName() + ".new");
    try (FileChannel channel = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) channel.write(rest);
      channel.force(true);
    }
    rename(beside, target);
  }

  /// Renames within a file system and makes the new name durable.
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(to);
  }

  private static void syncDirectory(Path entry) throws IOException {
    Path directory = entry.toAbsolutePath().getParent();
    if (directory == null) return;
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }
}

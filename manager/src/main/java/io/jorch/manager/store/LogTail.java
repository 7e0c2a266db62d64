package io.jorch.manager.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts off what a killed process or a power cut left half-written at the end of the log.
///
/// Segments are preallocated with zeros and an entry is one write; a process killed within it
/// leaves a piece of the entry followed by zeros, which Ratis takes for damage and refuses. Such an
/// entry was never acknowledged. It is told from a damaged one (which is left alone, so that Ratis
/// refuses it) by what is missing: its checksum, or a whole sector, is still zero, and nothing
/// follows it. An entry is a varint length, the entry, and a big-endian CRC-32C of both.
final class LogTail {
  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
  private static final int HEADER = "RaftLog1".length();
  private static final int SECTOR = 512;

  private LogTail() {}

  /// @param segments where Ratis keeps its segments; may not exist yet
  static void mend(Path segments) throws IOException {
    if (!Files.isDirectory(segments)) {
      return;
    }
    try (Stream<Path> files = Files.list(segments)) {
      List<Path> open =
          files
              .filter(file -> file.getFileName().toString().startsWith("log_inprogress_"))
              .toList();
      for (Path file : open) {
        mendSegment(file);
      }
    }
  }

  private static void mendSegment(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = endOfEntries(bytes);
    if (end < bytes.length && !zero(bytes, end, bytes.length) && torn(bytes, end)) {
      LOG.warn(
          "{}: cutting off an unfinished entry at byte {}; it was never acknowledged", file, end);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(end);
        channel.force(true);
      }
    }
  }

  /// Where the last whole entry ends.
  private static int endOfEntries(byte[] bytes) {
    int at = Math.min(HEADER, bytes.length);
    while (true) {
      Extent next = extent(bytes, at);
      if (next.length() == 0 || next.end() > bytes.length || !checksumHolds(bytes, at, next)) {
        return at;
      }
      at = Math.toIntExact(next.end());
    }
  }

  /// @param body where the entry itself begins, behind its length
  private record Extent(int body, long length) {
    long end() {
      return body + length + Integer.BYTES;
    }
  }

  /// Protocol Buffers' base-128 varint; length 0 when there is none.
  private static Extent extent(byte[] bytes, int from) {
    long length = 0;
    for (int i = 0; i < 5 && from + i < bytes.length; i++) {
      length |= (long) (bytes[from + i] & 0x7f) << (7 * i);
      if (bytes[from + i] >= 0) {
        return new Extent(from + i + 1, length);
      }
    }
    return new Extent(from, 0);
  }

  private static boolean checksumHolds(byte[] bytes, int from, Extent extent) {
    CRC32C checksum = new CRC32C();
    int end = Math.toIntExact(extent.end()) - Integer.BYTES;
    checksum.update(bytes, from, end - from);
    return ByteBuffer.wrap(bytes).getInt(end) == (int) checksum.getValue();
  }

  private static boolean torn(byte[] bytes, int from) {
    Extent extent = extent(bytes, from);
    if (extent.end() > bytes.length) {
      return false; // Ratis ignores an entry that the file is too short for.
    }
    int end = (int) extent.end();
    boolean unfinished =
        zero(bytes, end - Integer.BYTES, end) || missesSector(bytes, extent.body(), end);
    return unfinished && zero(bytes, end, bytes.length);
  }

  private static boolean missesSector(byte[] bytes, int from, int end) {
    for (int at = (from + SECTOR - 1) / SECTOR * SECTOR; at + SECTOR <= end; at += SECTOR) {
      if (zero(bytes, at, at + SECTOR)) {
        return true;
      }
    }
    return false;
  }

  private static boolean zero(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}

package io.jorch.agent.container.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Puts the end of a segment right whose writer was killed.
final class Repair {
  /// How far back a stream's last record is looked for.
  private static final long SEARCHED = 1 << 20;

  private static final int LONGEST_RECORD = Header.SIZE + LogWriter.LONGEST_PART + 1;

  private Repair() {}

  /// A last record without newline becomes a part of a line, to which the next bytes belong; one
  /// without a whole header is cut off.
  static void lastRecord(FileChannel file) throws IOException {
    long size = file.size();
    long from = Math.max(0, size - LONGEST_RECORD);
    byte[] tail = read(file, from, (int) (size - from));
    int start = tail.length;
    while (start > 0 && tail[start - 1] != '\n') start--;
    if (start == tail.length) return;
    Optional<Header> header = Header.parse(tail, start, tail.length);
    if (header.isEmpty()) {
      file.truncate(from + start);
      return;
    }
    Mark open = Mark.of(header.get().mark().begins(), false);
    write(file, from + start + Header.MARK_AT, open.letter());
    write(file, size, (byte) '\n');
  }

  /// The streams whose last record does not end a line.
  static Set<LogStream> streamsWithinLine(FileChannel file) throws IOException {
    Set<LogStream> within = EnumSet.noneOf(LogStream.class);
    Set<LogStream> unseen = EnumSet.allOf(LogStream.class);
    long size = file.size();
    BackwardScan.records(
        file,
        size,
        (offset, letter, mark) -> {
          LogStream.of(letter)
              .filter(unseen::remove)
              .filter(stream -> Mark.of(mark).filter(m -> !m.ends()).isPresent())
              .ifPresent(within::add);
          return !unseen.isEmpty() && size - offset < SEARCHED;
        });
    return within;
  }

  private static byte[] read(FileChannel file, long from, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) > 0) {}
    return buffer.array();
  }

  private static void write(FileChannel file, long at, byte letter) throws IOException {
    file.write(ByteBuffer.wrap(new byte[] {letter}), at);
  }
}

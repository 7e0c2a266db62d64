package io.jorch.agent.container.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.EnumSet;
import java.util.NavigableSet;
import java.util.Set;

/// Appends to a log, from where an earlier writer ended, be it in the middle of a record. For one
/// thread at a time.
final class LogWriter implements AutoCloseable {
  /// No record holds more of a line than this.
  static final int LONGEST_PART = 16 * 1024;

  /// Room for the records that are written in one go.
  static final int BUFFER_SIZE = 128 * 1024;

  private final Segments segments;
  private final Rotation rotation;
  private final Set<LogStream> withinLine = EnumSet.noneOf(LogStream.class);
  private int number;
  private FileChannel file;
  private long size;

  private LogWriter(Segments segments, Rotation rotation, int number, FileChannel file) {
    this.segments = segments;
    this.rotation = rotation;
    this.number = number;
    this.file = file;
  }

  static LogWriter open(Path directory, Rotation rotation) throws IOException {
    Files.createDirectories(directory);
    Segments segments = new Segments(directory);
    NavigableSet<Integer> numbers = segments.numbers();
    int number = numbers.isEmpty() ? 1 : numbers.last();
    LogWriter writer = new LogWriter(segments, rotation, number, open(segments, number));
    Repair.lastRecord(writer.file);
    writer.size = writer.file.size();
    writer.withinLine.addAll(Repair.streamsWithinLine(writer.file));
    return writer;
  }

  private static FileChannel open(Segments segments, int number) throws IOException {
    return FileChannel.open(
        segments.path(number),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /// Writes all of the chunk, by way of the buffer, which the caller may use again afterwards.
  void write(LogStream stream, Instant time, ByteBuffer chunk, ByteBuffer buffer)
      throws IOException {
    byte[] timeText = Header.timeText(time);
    buffer.clear();
    while (chunk.hasRemaining()) {
      int length = lengthOfPart(chunk);
      makeRoom(Header.SIZE + length + 1, buffer);
      putRecord(stream, timeText, length, chunk, buffer);
    }
    flush(buffer);
  }

  private void makeRoom(int record, ByteBuffer buffer) throws IOException {
    long sizeThen = size + buffer.position();
    boolean full = sizeThen > 0 && sizeThen + record > rotation.maxSize();
    if (full || buffer.remaining() < record) flush(buffer);
    if (full) rotate();
  }

  private void putRecord(
      LogStream stream, byte[] timeText, int length, ByteBuffer chunk, ByteBuffer out) {
    int newlineAt = chunk.position() + length;
    boolean ends = newlineAt < chunk.limit() && chunk.get(newlineAt) == '\n';
    boolean begins = ends ? !withinLine.remove(stream) : withinLine.add(stream);
    Header.put(out, timeText, stream, Mark.of(begins, ends));
    out.put(chunk.slice(chunk.position(), length)).put((byte) '\n');
    chunk.position(ends ? newlineAt + 1 : newlineAt);
  }

  private static int lengthOfPart(ByteBuffer chunk) {
    int most = Math.min(chunk.remaining(), LONGEST_PART);
    int length = 0;
    while (length < most && chunk.get(chunk.position() + length) != '\n') length++;
    return length;
  }

  private void flush(ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) size += file.write(buffer, size);
    buffer.clear();
  }

  private void rotate() throws IOException {
    FileChannel next = open(segments, number + 1);
    file.close();
    file = next;
    number++;
    size = 0;
    for (int old : segments.numbers().headSet(number - rotation.maxFiles(), true))
      Files.deleteIfExists(segments.path(old));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

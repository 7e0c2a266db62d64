package io.jorch.agent.container.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads records forward, from one segment to the next, up to what is written now; later calls go
/// on with what has been written since.
final class RecordReader implements AutoCloseable {
  private static final int BUFFER_SIZE = 64 * 1024;

  private final Segments segments;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int from;
  private int to;
  private int contentFrom;
  private int contentTo;
  private int segment;
  private long offset;
  private @Nullable FileChannel file;

  RecordReader(Segments segments, Position position) {
    this.segments = segments;
    this.segment = position.segment();
    this.offset = position.offset();
  }

  /// The header of the next record; empty when there is no further whole one yet. What is no record
  /// is passed over.
  Optional<Header> next() throws IOException {
    while (true) {
      int newline = newline();
      if (newline < 0) {
        if (!more()) return Optional.empty();
        continue;
      }
      int start = from;
      from = newline + 1;
      Optional<Header> header = Header.parse(buffer, start, newline);
      contentFrom = start + Header.SIZE;
      contentTo = newline;
      if (header.isPresent()) return header;
    }
  }

  /// Adds the content of the record that [#next] gave last.
  void content(ByteArrayOutputStream out) {
    out.write(buffer, contentFrom, contentTo - contentFrom);
  }

  private int newline() {
    for (int i = from; i < to; i++) if (buffer[i] == '\n') return i;
    return -1;
  }

  /// The writer makes a segment only when it is done with the one before: so once there is a next,
  /// a last look at this one gives all of it.
  private boolean more() throws IOException {
    makeRoom();
    if (fill()) return true;
    Integer next = segments.numbers().higher(segment);
    if (next == null) return false;
    if (fill()) return true;
    close();
    to = 0;
    segment = next;
    offset = 0;
    return true;
  }

  private void makeRoom() {
    if (to - from == buffer.length) from = to;
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
  }

  private boolean fill() throws IOException {
    if (file == null) file = openIfThere();
    if (file == null) return false;
    int count = file.read(ByteBuffer.wrap(buffer, to, buffer.length - to), offset);
    if (count <= 0) return false;
    to += count;
    offset += count;
    return true;
  }

  /// A segment that was deleted meanwhile counts as read.
  private @Nullable FileChannel openIfThere() throws IOException {
    try {
      return FileChannel.open(segments.path(segment));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) file.close();
    file = null;
  }
}

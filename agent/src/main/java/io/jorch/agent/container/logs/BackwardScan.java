package io.jorch.agent.container.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Goes through the records of a segment from the last to the first, a block at a time.
final class BackwardScan {
  private static final int BLOCK = 64 * 1024;

  /// Sees a record's place and its header's bytes. False ends the scan.
  interface Visitor {
    boolean record(long offset, byte stream, byte mark);
  }

  private final FileChannel file;
  private final Visitor visitor;

  private BackwardScan(FileChannel file, Visitor visitor) {
    this.file = file;
    this.visitor = visitor;
  }

  /// Visits the records that begin before `end`. False when the visitor ended it.
  static boolean records(FileChannel file, long end, Visitor visitor) throws IOException {
    BackwardScan scan = new BackwardScan(file, visitor);
    for (long to = end; to > 0; to = Math.max(0, to - BLOCK))
      if (!scan.block(Math.max(0, to - BLOCK), to, end)) return false;
    return true;
  }

  /// A record begins at the start of the file and after every newline. The block is read with so
  /// much of its successor that the last record's header is in it, and one byte before it.
  private boolean block(long from, long to, long end) throws IOException {
    long first = Math.max(0, from - 1);
    int size = (int) (Math.min(end, to + Header.SIZE) - first);
    byte[] bytes = read(first, size);
    for (int at = (int) (to - first) - 1; at >= from - first; at--) {
      boolean begins = first + at == 0 || bytes[at - 1] == '\n';
      if (!begins || at + Header.SIZE > bytes.length) continue;
      if (!visitor.record(first + at, bytes[at + Header.STREAM_AT], bytes[at + Header.MARK_AT]))
        return false;
    }
    return true;
  }

  private byte[] read(long from, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) > 0) {}
    return buffer.array();
  }
}

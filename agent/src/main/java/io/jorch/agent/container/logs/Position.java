package io.jorch.agent.container.logs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.NavigableSet;
import java.util.Set;

/// A place in a log at which a record begins.
///
/// @param start whether nothing older is left
record Position(int segment, long offset, boolean start) {
  private static final Position START = new Position(0, 0, true);

  static Position startOfLog() {
    return START;
  }

  /// The place of the n-th last line to begin in one of the streams; its start when there are
  /// fewer. Reads no more of the log than those lines, backwards.
  static Position ofLast(int lines, Segments segments, Set<LogStream> streams) throws IOException {
    NavigableSet<Integer> numbers = segments.numbers();
    Counter counter = new Counter(lines, streams);
    for (int number : numbers.descendingSet()) {
      try (FileChannel file = FileChannel.open(segments.path(number))) {
        long end = file.size();
        if (lines == 0) return new Position(number, end, false);
        if (!BackwardScan.records(file, end, counter))
          return new Position(number, counter.found, false);
      } catch (NoSuchFileException rotatedAway) {
        break;
      }
    }
    return START;
  }

  private static final class Counter implements BackwardScan.Visitor {
    private final Set<LogStream> streams;
    private int left;
    private long found;

    Counter(int lines, Set<LogStream> streams) {
      this.left = lines;
      this.streams = streams;
    }

    @Override
    public boolean record(long offset, byte stream, byte mark) {
      boolean begins = Mark.of(mark).filter(Mark::begins).isPresent();
      if (!begins || LogStream.of(stream).filter(streams::contains).isEmpty()) return true;
      found = offset;
      left--;
      return left > 0;
    }
  }
}

package io.jorch.agent.container.logs;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;

/// Joins the parts of lines, for each stream by itself, up to a length.
final class LineAssembler {
  private static final int LONGEST = LogWriter.LONGEST_PART;

  private static final class Line {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant time = Instant.EPOCH;
    private boolean open;
  }

  private final Map<LogStream, Line> lines = new EnumMap<>(LogStream.class);
  private final boolean takesLinesWithoutBegin;

  /// A reader that starts within the log skips the end of a line that began before.
  LineAssembler(boolean takesLinesWithoutBegin) {
    this.takesLinesWithoutBegin = takesLinesWithoutBegin;
  }

  /// Takes the record that the reader has just found.
  void add(Header header, RecordReader reader, Queue<LogEntry> out) {
    LogStream stream = header.stream();
    Line line = lines.computeIfAbsent(stream, s -> new Line());
    if (header.mark().begins()) flush(stream, line, out);
    if (header.mark().begins() || takesLinesWithoutBegin) line.open = true;
    if (!line.open) return;
    reader.content(line.bytes);
    line.time = header.time();
    boolean ends = header.mark().ends();
    if (ends || line.bytes.size() >= LONGEST) give(stream, line, ends, out);
    if (ends) line.open = false;
  }

  /// Gives what there is of unfinished lines: no more will come.
  void flush(Queue<LogEntry> out) {
    lines.forEach((stream, line) -> flush(stream, line, out));
  }

  private static void flush(LogStream stream, Line line, Queue<LogEntry> out) {
    if (line.bytes.size() > 0) give(stream, line, false, out);
    line.open = false;
  }

  private static void give(LogStream stream, Line line, boolean newline, Queue<LogEntry> out) {
    out.add(new LogEntry(line.time, stream, line.bytes.toByteArray(), newline));
    line.bytes.reset();
  }
}

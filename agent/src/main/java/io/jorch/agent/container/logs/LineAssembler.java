package io.jorch.agent.container.logs;

import io.jorch.agent.container.logs.RecordReader.Found;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;

/// Joins the parts of lines, for each stream by itself, up to a length.
final class LineAssembler {
  private static final int LONGEST = LogWriter.LONGEST_PART;

  private static final class Open {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant time = Instant.EPOCH;
  }

  private final Map<LogStream, Open> open = new EnumMap<>(LogStream.class);
  private final boolean takesLinesWithoutBegin;

  /// A reader that starts within the log skips the end of a line that began before.
  LineAssembler(boolean takesLinesWithoutBegin) {
    this.takesLinesWithoutBegin = takesLinesWithoutBegin;
  }

  void add(Found record, Queue<LogEntry> out) {
    Header header = record.header();
    if (header.mark().begins()) flush(header.stream(), out);
    if (header.mark() == Mark.WHOLE) {
      byte[] bytes = Arrays.copyOfRange(record.buffer(), record.from(), record.to());
      out.add(new LogEntry(header.time(), header.stream(), bytes, true));
      return;
    }
    if (header.mark().begins() || takesLinesWithoutBegin)
      open.computeIfAbsent(header.stream(), s -> new Open());
    Open line = open.get(header.stream());
    if (line != null) append(line, record, out);
  }

  private void append(Open line, Found record, Queue<LogEntry> out) {
    Header header = record.header();
    line.bytes.write(record.buffer(), record.from(), record.to() - record.from());
    line.time = header.time();
    boolean ends = header.mark().ends();
    if (!ends && line.bytes.size() < LONGEST) return;
    out.add(new LogEntry(line.time, header.stream(), line.bytes.toByteArray(), ends));
    line.bytes.reset();
    if (ends) open.remove(header.stream());
  }

  /// Gives what there is of unfinished lines: no more will come.
  void flush(Queue<LogEntry> out) {
    for (LogStream stream : LogStream.values()) flush(stream, out);
  }

  private void flush(LogStream stream, Queue<LogEntry> out) {
    Open line = open.remove(stream);
    if (line != null && line.bytes.size() > 0)
      out.add(new LogEntry(line.time, stream, line.bytes.toByteArray(), false));
  }
}

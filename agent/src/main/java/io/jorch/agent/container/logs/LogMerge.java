package io.jorch.agent.container.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads many logs as one, ordered by time. A line that is only written later follows those that
/// were there before, whatever its time.
public final class LogMerge implements AutoCloseable {
  /// Takes a line of the log at that place in the list; false ends the reading.
  @FunctionalInterface
  public interface Sink {
    boolean accept(int log, LogEntry entry) throws IOException, InterruptedException;
  }

  private static final class Source {
    private final LogCursor cursor;
    private @Nullable LogEntry head;

    Source(LogCursor cursor) {
      this.cursor = cursor;
    }

    void advance() throws IOException {
      Optional<LogEntry> next = cursor.next();
      head = next.isPresent() ? next.get() : null;
    }
  }

  private final List<LogReader> logs;
  private final List<Source> sources = new ArrayList<>();
  private final Bell bell = new Bell();

  private LogMerge(List<LogReader> logs) {
    this.logs = logs;
  }

  /// As [LogReader#read]; `tail` counts for each log by itself.
  public static void read(List<LogReader> logs, Query query, Sink sink)
      throws IOException, InterruptedException {
    try (LogMerge merge = new LogMerge(List.copyOf(logs))) {
      merge.open(query);
      while (merge.drain(sink) && !merge.isFinished()) merge.bell.await();
    }
  }

  private void open(Query query) throws IOException {
    for (LogReader log : logs) {
      if (query.follow()) log.feed().subscribe(bell);
      sources.add(new Source(log.cursor(query)));
    }
  }

  /// Gives all that is there. False when the sink wants no more.
  private boolean drain(Sink sink) throws IOException, InterruptedException {
    while (true) {
      int first = -1;
      for (int i = 0; i < sources.size(); i++) {
        Source source = sources.get(i);
        if (source.head == null) source.advance();
        if (source.head != null && (first < 0 || isBefore(source, sources.get(first)))) first = i;
      }
      if (first < 0) return true;
      LogEntry entry = sources.get(first).head;
      sources.get(first).head = null;
      if (entry != null && !sink.accept(first, entry)) return false;
    }
  }

  private static boolean isBefore(Source a, Source b) {
    return a.head != null && b.head != null && a.head.time().isBefore(b.head.time());
  }

  private boolean isFinished() {
    return sources.stream().allMatch(source -> source.cursor.isFinished());
  }

  @Override
  public void close() throws IOException {
    for (LogReader log : logs) log.feed().unsubscribe(bell);
    for (Source source : sources) source.cursor.close();
  }
}

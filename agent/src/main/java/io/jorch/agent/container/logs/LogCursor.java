package io.jorch.agent.container.logs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// One reader's way through one log: the next line if there is one already. Never waits.
final class LogCursor implements AutoCloseable {
  private final Feed feed;
  private final Query query;
  private final RecordReader records;
  private final LineAssembler lines;
  private final Queue<LogEntry> ready = new ArrayDeque<>();
  private boolean finished;

  LogCursor(Segments segments, Feed feed, Query query) throws IOException {
    Position from =
        query.tail().isPresent()
            ? Position.ofLast(query.tail().getAsInt(), segments, query.streams())
            : Position.startOfLog();
    this.feed = feed;
    this.query = query;
    this.records = new RecordReader(segments, from);
    this.lines = new LineAssembler(from.start());
  }

  /// Empty when there is no line now; then [#isFinished] tells whether one may come.
  Optional<LogEntry> next() throws IOException {
    while (!finished) {
      LogEntry entry = ready.poll();
      if (entry == null) {
        if (!read()) return Optional.empty();
      } else if (query.until().filter(entry.time()::isAfter).isPresent()) {
        finished = true;
      } else if (query.since().filter(entry.time()::isBefore).isEmpty()) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  boolean isFinished() {
    return finished;
  }

  /// Whether the log had ended is asked before its end is looked at, for more may come in between.
  private boolean read() throws IOException {
    boolean last = !query.follow() || feed.isEnded();
    Optional<Header> record = records.next();
    if (record.isPresent()) {
      if (query.streams().contains(record.get().stream())) lines.add(record.get(), records, ready);
      return true;
    }
    if (!last) return false;
    lines.flush(ready);
    finished = ready.isEmpty();
    return !finished;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}

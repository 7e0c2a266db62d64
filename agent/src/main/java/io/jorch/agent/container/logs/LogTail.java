package io.jorch.agent.container.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;

/// What is written to a log from the moment this is made, as the container wrote it: to the byte,
/// unfinished lines at once.
public final class LogTail implements AutoCloseable {
  /// Takes bytes as they come.
  @FunctionalInterface
  public interface Sink {
    void accept(LogStream stream, byte[] bytes) throws IOException;
  }

  private final Feed feed;
  private final RecordReader records;
  private final Bell bell = new Bell();

  private LogTail(Feed feed, RecordReader records) {
    this.feed = feed;
    this.records = records;
  }

  static LogTail of(Segments segments, Feed feed) throws IOException {
    Position end = Position.ofLast(0, segments, EnumSet.allOf(LogStream.class));
    LogTail tail = new LogTail(feed, new RecordReader(segments, end));
    feed.subscribe(tail.bell);
    return tail;
  }

  /// Gives everything to the sink, on the caller's thread, until the log ends or the thread is
  /// interrupted.
  public void read(Sink sink) throws IOException, InterruptedException {
    while (true) {
      boolean last = feed.isEnded();
      for (Optional<Header> record = records.next(); record.isPresent(); record = records.next()) {
        sink.accept(record.get().stream(), bytes(record.get()));
      }
      if (last) return;
      bell.await();
    }
  }

  private byte[] bytes(Header header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.content(bytes);
    if (header.mark().ends()) bytes.write('\n');
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    feed.unsubscribe(bell);
    records.close();
  }
}

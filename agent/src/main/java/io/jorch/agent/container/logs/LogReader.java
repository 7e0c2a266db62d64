package io.jorch.agent.container.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads one log, any number of times.
public final class LogReader {
  private final Segments segments;
  private final Feed feed;

  LogReader(Path directory, Feed feed) {
    this.segments = new Segments(directory);
    this.feed = feed;
  }

  /// Of a log to which nobody writes any more. One that does not exist has no lines.
  public static LogReader of(Path directory) {
    return new LogReader(directory, Feed.ended());
  }

  /// Takes a line; false ends the reading.
  @FunctionalInterface
  public interface Sink {
    boolean accept(LogEntry entry) throws IOException, InterruptedException;
  }

  /// Gives the lines to the sink, on the caller's thread; with `follow` until the log ends, the
  /// sink wants no more, or the thread is interrupted. A follower so slow that whole segments are
  /// deleted before it reads them misses their lines; the container never waits for it.
  public void read(Query query, Sink sink) throws IOException, InterruptedException {
    LogMerge.read(List.of(this), query, (log, entry) -> sink.accept(entry));
  }

  /// Whether more may be written, as far as this process knows.
  public boolean isGrowing() {
    return !feed.isEnded();
  }

  /// What is written from now on.
  public LogTail tail() throws IOException {
    return LogTail.of(segments, feed);
  }

  LogCursor cursor(Query query) throws IOException {
    return new LogCursor(segments, feed, query);
  }

  Feed feed() {
    return feed;
  }
}

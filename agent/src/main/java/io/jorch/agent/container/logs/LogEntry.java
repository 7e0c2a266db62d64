package io.jorch.agent.container.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A line, without its newline, or a part of a very long or unfinished one.
public final class LogEntry {
  private final Instant time;
  private final LogStream stream;
  private final byte[] bytes;
  private final boolean newline;

  /// Takes the array over.
  LogEntry(Instant time, LogStream stream, byte[] bytes, boolean newline) {
    this.time = time;
    this.stream = stream;
    this.bytes = bytes;
    this.newline = newline;
  }

  /// When the last byte was read.
  public Instant time() {
    return time;
  }

  public LogStream stream() {
    return stream;
  }

  /// As the container wrote them; not a copy.
  public byte[] bytes() {
    return bytes;
  }

  /// Whether a newline follows.
  public boolean newline() {
    return newline;
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

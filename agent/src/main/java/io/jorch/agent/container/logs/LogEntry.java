package io.jorch.agent.container.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A line, without its newline, or a part of a very long or unfinished one.
///
/// @param time when its last byte was read
/// @param newline whether a newline follows
public record LogEntry(Instant time, LogStream stream, byte[] bytes, boolean newline) {
  /// The bytes as text.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

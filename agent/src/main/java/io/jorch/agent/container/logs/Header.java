package io.jorch.agent.container.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The first bytes of a record, all of fixed width.
record Header(Instant time, LogStream stream, Mark mark) {
  static final int TIME_SIZE = 30;
  static final int STREAM_AT = 31;
  static final int MARK_AT = 32;
  static final int SIZE = 34;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  /// The time as it stands in a record: RFC 3339 with nanoseconds.
  static byte[] timeText(Instant time) {
    return TIME.format(time).getBytes(StandardCharsets.US_ASCII);
  }

  static void put(ByteBuffer out, byte[] timeText, LogStream stream, Mark mark) {
    out.put(timeText).put((byte) ' ').put(stream.letter()).put(mark.letter()).put((byte) ' ');
  }

  /// Empty for what is no header.
  static Optional<Header> parse(byte[] bytes, int from, int to) {
    if (to - from < SIZE) return Optional.empty();
    Optional<LogStream> stream = LogStream.of(bytes[from + STREAM_AT]);
    Optional<Mark> mark = Mark.of(bytes[from + MARK_AT]);
    if (stream.isEmpty() || mark.isEmpty()) return Optional.empty();
    try {
      String time = new String(bytes, from, TIME_SIZE, StandardCharsets.US_ASCII);
      return Optional.of(new Header(Instant.parse(time), stream.get(), mark.get()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

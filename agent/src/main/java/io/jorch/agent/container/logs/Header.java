package io.jorch.agent.container.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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
    return time(bytes, from).map(time -> new Header(time, stream.get(), mark.get()));
  }

  /// By hand, since a reader may have hundreds of thousands of lines to go through.
  private static Optional<Instant> time(byte[] bytes, int from) {
    int year = number(bytes, from, 4);
    int month = number(bytes, from + 5, 2);
    int day = number(bytes, from + 8, 2);
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    int nano = number(bytes, from + 20, 9);
    if ((year | month | day | hour | minute | second | nano) < 0) return Optional.empty();
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Optional.of(
          Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nano));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// -1 for what is no number.
  private static int number(byte[] bytes, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    return number;
  }
}

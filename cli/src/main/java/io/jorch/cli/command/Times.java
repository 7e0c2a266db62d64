package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Points in time as users write them.
final class Times {
  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

  private Times() {}

  /// `10m` or `1h30m` before `now`, seconds since 1970, or RFC 3339 with or without time and zone
  /// (the machine's zone, then).
  static Instant parse(String text, Instant now) {
    Matcher span = SPAN.matcher(text);
    if (!text.isEmpty() && span.matches()) return now.minus(length(span));
    try {
      if (text.matches("\\d{1,11}(\\.\\d{1,9})?")) return unix(text);
      if (text.matches("\\d{4}-\\d\\d-\\d\\d"))
        return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
      if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)"))
        return java.time.OffsetDateTime.parse(text).toInstant();
      return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw Failed.usage(
          "cannot understand the time '"
              + text
              + "': write an age such as 10m or 1h30m, or a time such as "
              + now.atOffset(ZoneOffset.UTC).toLocalDate()
              + "T12:00:00Z");
    }
  }

  private static Instant unix(String text) {
    java.math.BigDecimal seconds = new java.math.BigDecimal(text);
    return Instant.ofEpochSecond(0, seconds.movePointRight(9).longValue());
  }

  private static Duration length(Matcher span) {
    return Duration.ofDays(number(span, 1))
        .plusHours(number(span, 2))
        .plusMinutes(number(span, 3))
        .plusSeconds(number(span, 4));
  }

  private static long number(Matcher span, int group) {
    String digits = span.group(group);
    if (digits == null) return 0;
    if (digits.length() > 9) throw Failed.usage("'" + digits + "' is too long a time");
    return Long.parseLong(digits);
  }
}

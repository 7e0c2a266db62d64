package io.jorch.cli.render;

import java.time.Duration;
import java.time.Instant;

/// Times as people say them.
public final class Ages {
  private Ages() {}

  /// Such as `3 minutes ago`.
  public static String ago(Instant then, Instant now) {
    return span(Duration.between(then, now)) + " ago";
  }

  /// Such as `3 minutes`; the largest unit that is not less than two of it, mostly.
  public static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 1) return "less than a second";
    if (seconds < 60) return count(seconds, "second");
    long minutes = seconds / 60;
    if (minutes < 60) return minutes == 1 ? "about a minute" : count(minutes, "minute");
    long hours = minutes / 60;
    if (hours < 48) return hours == 1 ? "about an hour" : count(hours, "hour");
    long days = hours / 24;
    if (days < 14) return count(days, "day");
    if (days < 60) return count(days / 7, "week");
    if (days < 730) return count(days / 30, "month");
    return count(days / 365, "year");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}

package io.jorch.core.compose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Compose's numbers with units, read and written. Empty results mean "not such a number".
final class Quantities {
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Quantities() {}

  /// `1h30m`, `1.5s`, `100ms`, `20us`, `0`: numbers each with a unit, in any order; not negative.
  static Optional<Duration> duration(String text) {
    if (text.equals("0")) return Optional.of(Duration.ZERO);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length()) {
      int unit = numberEnd(text, at);
      int end = unit;
      while (end < text.length() && Character.isLetter(text.charAt(end))) end++;
      Optional<BigDecimal> number = decimal(text.substring(at, unit));
      long scale = unitNanos(text.substring(unit, end));
      if (number.isEmpty() || scale == 0) return Optional.empty();
      nanos = nanos.add(number.get().multiply(BigDecimal.valueOf(scale)));
      at = end;
    }
    if (text.isEmpty() || nanos.compareTo(LONG_MAX) > 0) return Optional.empty();
    return Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0;
    };
  }

  static String format(Duration duration) {
    if (duration.isZero()) return "0s";
    StringBuilder out = new StringBuilder();
    append(out, duration.toHours(), "h");
    append(out, duration.toMinutesPart(), "m");
    append(out, duration.toSecondsPart(), "s");
    append(out, duration.toNanosPart() / 1_000_000, "ms");
    append(out, duration.toNanosPart() / 1_000 % 1_000, "us");
    append(out, duration.toNanosPart() % 1_000, "ns");
    return out.toString();
  }

  private static void append(StringBuilder out, long amount, String unit) {
    if (amount > 0) out.append(amount).append(unit);
  }

  /// `1024`, `512k`, `50M`, `1gb`, `1.5GiB`, `300b`: binary multiples, whatever the spelling.
  static OptionalLong bytes(String text) {
    int unit = numberEnd(text, 0);
    Optional<BigDecimal> number = decimal(text.substring(0, unit));
    int shift = shift(text.substring(unit).strip().toLowerCase(Locale.ROOT));
    if (number.isEmpty() || shift < 0) return OptionalLong.empty();
    BigDecimal bytes = number.get().multiply(BigDecimal.valueOf(1L << shift));
    return bytes.compareTo(LONG_MAX) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.longValue());
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "", "b" -> 0;
      case "k", "kb", "kib" -> 10;
      case "m", "mb", "mib" -> 20;
      case "g", "gb", "gib" -> 30;
      case "t", "tb", "tib" -> 40;
      case "p", "pb", "pib" -> 50;
      default -> -1;
    };
  }

  /// CPUs as a decimal number, in billionths.
  static OptionalLong nanoCpus(String text) {
    Optional<BigDecimal> cpus = decimal(text).map(n -> n.movePointRight(9));
    if (cpus.isEmpty() || cpus.get().compareTo(LONG_MAX) > 0) return OptionalLong.empty();
    return OptionalLong.of(cpus.get().setScale(0, RoundingMode.HALF_UP).longValue());
  }

  static String formatCpus(long nanoCpus) {
    return BigDecimal.valueOf(nanoCpus, 9).stripTrailingZeros().toPlainString();
  }

  /// A whole number as YAML has them: decimal, `0o17`, `017` or `0x1f`, with an optional `-`.
  static OptionalLong integer(String text) {
    try {
      return OptionalLong.of(
          text.startsWith("0o") ? Long.parseLong(text, 2, text.length(), 8) : Long.decode(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<BigDecimal> decimal(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 40 && !text.equals(".");
    if (!digits || numberEnd(text, 0) < text.length()) return Optional.empty();
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int numberEnd(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == '.' || isDigit(text.charAt(at)))) at++;
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package io.jorch.agent.node;

import java.util.Locale;
import java.util.OptionalLong;

/// Sizes as people say them, in binary units.
final class Bytes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Bytes() {}

  /// Such as `64 MiB`; empty for nothing.
  static String text(OptionalLong bytes) {
    if (bytes.isEmpty()) return "";
    double value = bytes.getAsLong();
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String number =
        value == Math.rint(value)
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%.1f", value);
    return number + " " + UNITS[unit];
  }
}

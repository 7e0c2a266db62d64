package io.jorch.cli.render;

import java.util.Locale;

/// Amounts of bytes in binary units.
public final class Sizes {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /// Three digits at most: `512 B`, `1.9 MiB`, `12 MiB`, `340 GiB`.
  public static String of(long bytes) {
    if (bytes < 1024) return bytes + " B";
    double amount = bytes;
    int unit = -1;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    if (amount >= 999.5 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    String form = amount < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, form, amount, UNITS[unit]);
  }
}

package io.jorch.cli.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Times as the table shows them.
final class Seconds {
  private Seconds() {}

  static String of(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }

  /// The median and the worst; of an even number of times the later of the middle two.
  static String of(List<Duration> times) {
    if (times.isEmpty()) return "–";
    List<Duration> sorted = times.stream().sorted().toList();
    return of(sorted.get(sorted.size() / 2)) + " / " + of(sorted.getLast());
  }
}

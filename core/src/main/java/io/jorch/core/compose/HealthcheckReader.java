package io.jorch.core.compose;

import io.jorch.core.model.Healthcheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// `healthcheck`.
final class HealthcheckReader {
  private HealthcheckReader() {}

  static Healthcheck read(Section section) {
    Optional<List<String>> test = test(section);
    Optional<Duration> interval = section.duration("interval");
    Optional<Duration> timeout = section.duration("timeout");
    OptionalInt retries = section.number("retries", 0, Integer.MAX_VALUE);
    Optional<Duration> startPeriod = section.duration("start_period");
    Optional<Duration> startInterval = section.duration("start_interval");
    boolean disabled = section.flag("disable");
    section.close();
    return new Healthcheck(
        disabled ? Optional.of(List.of("NONE")) : test,
        interval,
        timeout,
        retries.isEmpty() ? Optional.empty() : Optional.of(retries.getAsInt()),
        startPeriod,
        startInterval);
  }

  private static Optional<List<String>> test(Section section) {
    Optional<Node> node = section.node("test");
    if (node.isEmpty()) return Optional.empty();
    if (node.get() instanceof Node.Scalar) {
      return section.word("test").map(text -> List.of("CMD-SHELL", text));
    }
    List<String> words = section.texts("test");
    String first = words.isEmpty() ? "" : words.getFirst();
    boolean good =
        switch (first) {
          case "NONE" -> words.size() == 1;
          case "CMD" -> words.size() > 1;
          case "CMD-SHELL" -> words.size() == 2;
          default -> false;
        };
    if (good) return Optional.of(words);
    section.error("test", "a list must be [CMD, program, ...], [CMD-SHELL, command] or [NONE]");
    return Optional.empty();
  }
}

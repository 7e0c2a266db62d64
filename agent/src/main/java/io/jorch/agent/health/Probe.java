package io.jorch.agent.health;

import io.jorch.core.model.Healthcheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A health check with every value decided: the service's, else the image's, else the default.
///
/// @param command arguments to execute in the container; exit code 0 is healthy
public record Probe(
    List<String> command,
    Duration interval,
    Duration timeout,
    int retries,
    Duration startPeriod,
    Duration startInterval) {

  /// The check of a service whose image may bring one of its own; empty when there is none or it is
  /// switched off. `shell` runs a `CMD-SHELL` text (`/bin/sh -c` unless the image says otherwise).
  public static Optional<Probe> of(
      Optional<Healthcheck> service, Optional<Healthcheck> image, List<String> shell) {
    if (service.map(Healthcheck::disabled).orElse(false)) return Optional.empty();
    Optional<List<String>> test =
        service.flatMap(Healthcheck::test).or(() -> image.flatMap(Healthcheck::test));
    return test.flatMap(words -> command(words, shell)).map(args -> of(args, service, image));
  }

  private static Optional<List<String>> command(List<String> test, List<String> shell) {
    if (test.isEmpty()) return Optional.empty();
    List<String> rest = test.subList(1, test.size());
    return switch (test.getFirst()) {
      case "NONE" -> Optional.empty();
      case "CMD" -> Optional.of(rest).filter(args -> !args.isEmpty());
      case "CMD-SHELL" -> Optional.of(join(shell, rest));
      default -> Optional.of(join(shell, test));
    };
  }

  private static List<String> join(List<String> shell, List<String> text) {
    return java.util.stream.Stream.concat(shell.stream(), text.stream()).toList();
  }

  private static Probe of(
      List<String> command, Optional<Healthcheck> service, Optional<Healthcheck> image) {
    return new Probe(
        command,
        pick(service, image, Healthcheck::interval).orElse(Healthcheck.DEFAULT_INTERVAL),
        pick(service, image, Healthcheck::timeout).orElse(Healthcheck.DEFAULT_TIMEOUT),
        pick(service, image, Healthcheck::retries).orElse(Healthcheck.DEFAULT_RETRIES),
        pick(service, image, Healthcheck::startPeriod).orElse(Duration.ZERO),
        pick(service, image, Healthcheck::startInterval)
            .orElse(Healthcheck.DEFAULT_START_INTERVAL));
  }

  private static <T> Optional<T> pick(
      Optional<Healthcheck> first,
      Optional<Healthcheck> second,
      java.util.function.Function<Healthcheck, Optional<T>> field) {
    return first.flatMap(field).or(() -> second.flatMap(field));
  }
}

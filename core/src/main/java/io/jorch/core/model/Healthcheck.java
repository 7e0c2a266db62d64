package io.jorch.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A service's health check; what is empty falls back to the image's, then to the defaults below
/// (compose specification, "healthcheck").
///
/// @param test `CMD`, `CMD-SHELL` or `NONE` first, then the arguments
/// @param interval between the end of one probe and the start of the next
/// @param startPeriod failures within it do not count
/// @param startInterval between probes until the first success within the start period
public record Healthcheck(
    Optional<List<String>> test,
    Optional<Duration> interval,
    Optional<Duration> timeout,
    Optional<Integer> retries,
    Optional<Duration> startPeriod,
    Optional<Duration> startInterval) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
  public static final int DEFAULT_RETRIES = 3;
  public static final Duration DEFAULT_START_INTERVAL = Duration.ofSeconds(5);

  /// Whether the file switched a check of the image off.
  public boolean disabled() {
    return test.isPresent() && test.get().equals(List.of("NONE"));
  }
}

package io.jorch.agent.image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The probe an image brings along (docker's extension of the OCI configuration). `test` starts
/// with `NONE`, `CMD` or `CMD-SHELL`; what is empty is left to the default of whoever probes.
public record Healthcheck(
    List<String> test,
    Optional<Duration> interval,
    Optional<Duration> timeout,
    Optional<Duration> startPeriod,
    Optional<Duration> startInterval,
    Optional<Integer> retries) {
  public Healthcheck {
    test = List.copyOf(test);
  }
}

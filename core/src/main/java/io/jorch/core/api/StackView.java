package io.jorch.core.api;

import java.time.Instant;
import java.util.List;

/// One row of `jorch ls --format json`.
///
/// @param status for people: `running(3)`, `converging(1/3)`, `stopped(3)`
public record StackView(
    String name,
    long revision,
    String status,
    int desired,
    int running,
    int ready,
    Instant createdAt,
    Instant updatedAt,
    List<ServiceView> services) {
  /// How far one service of the stack is.
  ///
  /// @param done replicas that completed with exit code 0 and stay so
  public record ServiceView(
      String name, String image, int desired, int running, int ready, int done, String waiting) {}
}

package io.jorch.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One row of `jorch volume ls --format json`.
///
/// @param mountpoint on its node; empty when the node does not answer and only name and node are
///     known
public record VolumeView(
    String name,
    String stack,
    String node,
    String mountpoint,
    Instant createdAt,
    Map<String, String> labels,
    List<String> usedBy) {
  /// The same with the name of the node that people know.
  public VolumeView on(String hostname) {
    return new VolumeView(name, stack, hostname, mountpoint, createdAt, labels, usedBy);
  }
}

package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.time.Instant;
import java.util.Map;

/// What the cluster remembers of a node, also while it is away.
///
/// @param labels set by operators, beside those the node reports
public record NodeRecord(
    NodeId id,
    String hostname,
    Instant admittedAt,
    Availability availability,
    Map<String, String> labels) {
  /// Whether new tasks may come, and old ones stay.
  public enum Availability {
    ACTIVE,
    /// Keeps what it has.
    PAUSE,
    /// Its tasks move away.
    DRAIN
  }
}

package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import java.time.Instant;
import java.util.Map;

/// What the cluster remembers of a node, also while it is away.
///
/// @param address IP by which the other nodes reach it
/// @param member loopback address of its cluster member, one of 127.10.0.0/16
/// @param labels set by operators, beside those the node reports
public record NodeRecord(
    NodeId id,
    String hostname,
    NodeRole role,
    String address,
    String member,
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

  public NodeRecord with(NodeRole next) {
    return new NodeRecord(id, hostname, next, address, member, admittedAt, availability, labels);
  }

  public NodeRecord with(Availability next) {
    return new NodeRecord(id, hostname, role, address, member, admittedAt, next, labels);
  }

  public NodeRecord with(Map<String, String> next) {
    return new NodeRecord(id, hostname, role, address, member, admittedAt, availability, next);
  }
}

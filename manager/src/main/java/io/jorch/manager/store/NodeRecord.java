package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Fingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the cluster remembers of a node, also while it is away.
///
/// @param address IP by which the other nodes reach it
/// @param member loopback address of its cluster member, one of 127.10.0.0/16
/// @param labels set by operators, beside those the node reports
/// @param root fingerprint of the authority's root by which the node was last seen to prove itself;
///     known only of nodes that were there while a root was replaced
public record NodeRecord(
    NodeId id,
    String hostname,
    NodeRole role,
    String address,
    String member,
    Instant admittedAt,
    Availability availability,
    Map<String, String> labels,
    Optional<String> root) {
  /// Whether new tasks may come, and old ones stay.
  public enum Availability {
    ACTIVE,
    /// Keeps what it has.
    PAUSE,
    /// Its tasks move away.
    DRAIN
  }

  /// One of which no root is known.
  public NodeRecord(
      NodeId id,
      String hostname,
      NodeRole role,
      String address,
      String member,
      Instant admittedAt,
      Availability availability,
      Map<String, String> labels) {
    this(id, hostname, role, address, member, admittedAt, availability, labels, Optional.empty());
  }

  public NodeRecord with(NodeRole next) {
    return new NodeRecord(
        id, hostname, next, address, member, admittedAt, availability, labels, root);
  }

  public NodeRecord with(Availability next) {
    return new NodeRecord(id, hostname, role, address, member, admittedAt, next, labels, root);
  }

  public NodeRecord with(Map<String, String> next) {
    return new NodeRecord(
        id, hostname, role, address, member, admittedAt, availability, next, root);
  }

  public NodeRecord under(Fingerprint next) {
    return new NodeRecord(
        id,
        hostname,
        role,
        address,
        member,
        admittedAt,
        availability,
        labels,
        Optional.of(next.value()));
  }

  public boolean isUnder(Fingerprint one) {
    return root.filter(one.value()::equals).isPresent();
  }
}

package io.jorch.manager.store;

import io.jorch.core.trust.JoinSecrets;
import io.jorch.core.trust.TrustRoots;
import java.time.Instant;

/// What makes a cluster of its nodes.
///
/// @param id chosen at random when it was formed
/// @param authority base64 of [io.jorch.core.trust.Authority#bytes]: whoever has it can make nodes
/// @param trust roots trusted now and nodes removed for good
public record ClusterRecord(
    String id, String authority, JoinSecrets secrets, TrustRoots trust, Instant createdAt) {
  public ClusterRecord with(JoinSecrets next) {
    return new ClusterRecord(id, authority, next, trust, createdAt);
  }

  public ClusterRecord with(TrustRoots next) {
    return new ClusterRecord(id, authority, secrets, next, createdAt);
  }

  /// With another authority, and new secrets: who had the last one's may have had these.
  public ClusterRecord with(String nextAuthority, TrustRoots next) {
    return new ClusterRecord(id, nextAuthority, JoinSecrets.random(), next, createdAt);
  }

  /// Without its secrets.
  @Override
  public String toString() {
    return "cluster " + id;
  }
}

package io.jorch.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What `jorch cluster status` shows.
///
/// @param id empty on a machine that is in no cluster
/// @param authority SHA-256 of the root certificate, in hex
/// @param leader host name of the manager that decides, empty when none does
/// @param quorum how many managers must answer for anything to be changed
/// @param advice what to do when not all is well, as sentences
/// @param rotation there while the authority's root is being replaced
public record ClusterView(
    String id,
    String authority,
    Instant createdAt,
    String leader,
    int quorum,
    List<ManagerLine> managers,
    List<NodeLine> nodes,
    List<String> advice,
    Optional<Rotation> rotation) {
  /// One manager.
  ///
  /// @param state `leader`, `follower`, `candidate`, `unreachable` or `joining`
  /// @param lag entries of the log it is behind; -1 when unknown
  public record ManagerLine(
      String id, String hostname, String address, String state, long lag, String trouble) {}

  /// Replacement of the authority's root.
  ///
  /// @param waiting nodes that have no certificate of the new root yet
  public record Rotation(List<Waiting> waiting) {}

  /// A node that the replacement waits for.
  ///
  /// @param present whether it is there, and so about to renew its certificate
  public record Waiting(String id, String hostname, boolean present) {}

  /// One node, as far as the durable store knows.
  public record NodeLine(String id, String hostname, String role, String address) {}
}

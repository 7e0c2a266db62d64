package io.jorch.core.api;

/// Body of `cluster join`.
///
/// @param manager `IP:PORT` of any manager
/// @param advertise IP by which other nodes will reach this one; empty for the one that the manager
///     sees
public record ClusterJoin(String token, String manager, String advertise) {
  /// Without the secret.
  @Override
  public String toString() {
    return "join " + manager;
  }
}

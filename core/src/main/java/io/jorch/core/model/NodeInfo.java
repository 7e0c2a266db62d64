package io.jorch.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a node says of itself when it joins and whenever it changes.
///
/// @param architecture OCI name, such as `amd64`
/// @param capacity all CPUs and memory of the machine
/// @param session a random number made at each start of the agent
/// @param usedPrefixes IPv4 prefixes its host already routes
/// @param applied the latest assignment revision that is wholly in effect, with all it leaves
/// out gone
/// @param named generic resources whose items have names, by kind; those that are only counted are
///     in `capacity`
/// @param usage how busy the machine is; empty when that is not known
public record NodeInfo(
    NodeId id,
    String hostname,
    String architecture,
    String kernel,
    String version,
    Resources capacity,
    Map<String, String> labels,
    long session,
    Instant startedAt,
    List<String> usedPrefixes,
    long applied,
    Map<String, List<String>> named,
    Optional<NodeUsage> usage) {
  public NodeInfo(
      NodeId id,
      String hostname,
      String architecture,
      String kernel,
      String version,
      Resources capacity,
      Map<String, String> labels,
      long session,
      Instant startedAt,
      List<String> usedPrefixes,
      long applied) {
    this(
        id,
        hostname,
        architecture,
        kernel,
        version,
        capacity,
        labels,
        session,
        startedAt,
        usedPrefixes,
        applied,
        Map.of(),
        Optional.empty());
  }

  public NodeInfo withApplied(long revision) {
    return copy(revision, usage);
  }

  public NodeInfo withUsage(NodeUsage now) {
    return copy(applied, Optional.of(now));
  }

  private NodeInfo copy(long revision, Optional<NodeUsage> busy) {
    return new NodeInfo(
        id,
        hostname,
        architecture,
        kernel,
        version,
        capacity,
        labels,
        session,
        startedAt,
        usedPrefixes,
        revision,
        named,
        busy);
  }
}

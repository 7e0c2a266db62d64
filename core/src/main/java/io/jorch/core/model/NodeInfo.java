package io.jorch.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a node says of itself when it joins and whenever it changes.
///
/// @param architecture OCI name, such as `amd64`
/// @param capacity all CPUs and memory of the machine
/// @param session a random number made at each start of the agent
/// @param usedPrefixes IPv4 prefixes its host already routes
/// @param applied the latest assignment revision that is wholly in effect, with all it leaves
/// out gone
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
    long applied) {}

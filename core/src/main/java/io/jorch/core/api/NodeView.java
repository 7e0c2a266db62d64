package io.jorch.core.api;

import java.time.Instant;
import java.util.Map;

/// One row of `jorch node ls`.
///
/// @param role `manager` or `worker`
/// @param status `ready`, `disconnected` or `lost`
/// @param availability `active`, `pause` or `drain`
/// @param detail why no new tasks come though it is active, or empty
/// @param labels set by operators
/// @param engineLabels reported by the node itself
/// @param nanoCpus billionths of a CPU; 0 when unknown
/// @param memoryBytes 0 when unknown
/// @param tasks that are not over on it
public record NodeView(
    String id,
    String hostname,
    String role,
    String status,
    String availability,
    String detail,
    Map<String, String> labels,
    Map<String, String> engineLabels,
    String architecture,
    String kernel,
    String version,
    long nanoCpus,
    long memoryBytes,
    Instant startedAt,
    int tasks) {}

package io.jorch.core.api;

import java.time.Instant;
import java.util.List;

/// What `jorch info` shows.
///
/// @param rssBytes resident memory of the daemon
/// @param cgroups layout: `v1`, `hybrid` or `v2`
public record DaemonInfo(
    String version,
    String node,
    String hostname,
    long pid,
    Instant startedAt,
    String kernel,
    String architecture,
    int cpus,
    long memoryBytes,
    long rssBytes,
    String cgroups,
    String stateDir,
    String runDir,
    int stacks,
    int tasks,
    int running,
    int images,
    List<String> warnings) {}

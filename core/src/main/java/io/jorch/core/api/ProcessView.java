package io.jorch.core.api;

import java.time.Instant;

/// One row of `jorch top --format json`.
///
/// @param pid as the container numbers it
/// @param hostPid as the machine numbers it
/// @param parent as the container numbers it; 0 when it is none of the container's
/// @param user name in the container, or the number when it has no name there
/// @param state a letter of proc_pid_stat(5), such as `S`
/// @param cpuPercent share of one processor since it started
/// @param cpuMillis processor time so far
/// @param memoryBytes what of it is in memory
/// @param command with arguments, joined by spaces; in brackets when it has none
public record ProcessView(
    int pid,
    int hostPid,
    int parent,
    String user,
    String state,
    double cpuPercent,
    long cpuMillis,
    long memoryBytes,
    Instant startedAt,
    String command) {}

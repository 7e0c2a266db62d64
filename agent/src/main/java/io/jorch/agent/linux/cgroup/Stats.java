package io.jorch.agent.linux.cgroup;

import java.util.OptionalLong;

/// What a group uses now, and has used so far. A figure whose controller is missing is 0.
///
/// @param memoryBytes memory without the page cache that is not in use, as Docker counts
/// @param memoryLimit absent when unlimited
/// @param cpuNanos processor time so far
/// @param pids tasks, threads included
public record Stats(
    long memoryBytes,
    OptionalLong memoryLimit,
    long cpuNanos,
    long pids,
    long ioReadBytes,
    long ioWriteBytes) {}

package io.jorch.core.api;

import java.time.Instant;

/// What one running container uses: one row of `jorch stats --format json`.
///
/// @param node where it runs
/// @param time when it was measured
/// @param cpuPercent share of one processor since the measurement before; 200 is two of them
/// @param memoryBytes without page cache that is not in use
/// @param memoryLimitBytes the container's limit, or the machine's memory when it has none
/// @param pids processes and threads
/// @param ioReadBytes read from block devices since it started
/// @param netReceivedBytes over all its interfaces but loopback since it started; 0 on the
///     machine's own network
public record TaskStats(
    String task,
    String name,
    String stack,
    String service,
    int slot,
    String node,
    Instant time,
    double cpuPercent,
    long memoryBytes,
    long memoryLimitBytes,
    long pids,
    long ioReadBytes,
    long ioWriteBytes,
    long netReceivedBytes,
    long netSentBytes) {
  /// The same with the name of the node that people know.
  public TaskStats on(String hostname) {
    return new TaskStats(
        task,
        name,
        stack,
        service,
        slot,
        hostname,
        time,
        cpuPercent,
        memoryBytes,
        memoryLimitBytes,
        pids,
        ioReadBytes,
        ioWriteBytes,
        netReceivedBytes,
        netSentBytes);
  }
}

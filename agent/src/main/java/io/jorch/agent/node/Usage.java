package io.jorch.agent.node;

import io.jorch.agent.linux.cgroup.Stats;
import io.jorch.agent.linux.net.Traffic;
import io.jorch.core.api.TaskStats;
import io.jorch.core.model.Task;
import java.time.Duration;
import java.time.Instant;

/// What one container had used at one moment.
///
/// @param at by a clock that is never set, in nanoseconds
record Usage(Task task, Stats group, Traffic network, Instant time, long at) {
  /// As people see it, beside a moment before.
  ///
  /// @param memory of the machine, for a container without a limit
  TaskStats since(Usage before, String node, long memory) {
    return new TaskStats(
        task.id().value(),
        task.name(),
        task.stack().value(),
        task.service().value(),
        task.slot(),
        node,
        time,
        percent(group.cpuNanos() - before.group().cpuNanos(), at - before.at()),
        group.memoryBytes(),
        Math.min(group.memoryLimit().orElse(memory), memory),
        group.pids(),
        group.ioReadBytes(),
        group.ioWriteBytes(),
        network.receivedBytes(),
        network.sentBytes());
  }

  /// To a hundredth; never below zero, though a group that was made again counts from there.
  private static double percent(long used, long passed) {
    if (used <= 0 || passed < Duration.ofMillis(1).toNanos()) return 0;
    return Math.round(10_000.0 * used / passed) / 100.0;
  }
}

package io.jorch.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What an agent last observed of a task. Written by the task's agent only.
///
/// @param sequence grows with each report of the task; a lower one is stale
/// @param exitCode 0–255; 128 + signal when killed by one
/// @param reason why the state is what it is, as a sentence for people; empty when all is well
/// @param pid of the container's first process on its host
/// @param addresses IPv4 address on each network
/// @param published host port of each container port that was left open, as `80/tcp`
/// @param stopping a stop was asked for: no new traffic
public record TaskStatus(
    TaskId task,
    NodeId node,
    long sequence,
    TaskState state,
    Health health,
    Instant changedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    OptionalInt exitCode,
    boolean oomKilled,
    String reason,
    OptionalInt pid,
    Map<NetworkName, String> addresses,
    Map<String, Integer> published,
    boolean stopping) {
  /// Running, healthy as far as anyone asked, and not on its way out.
  public boolean ready() {
    return state == TaskState.RUNNING && health.ready() && !stopping;
  }
}

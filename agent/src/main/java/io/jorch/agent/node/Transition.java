package io.jorch.agent.node;

import io.jorch.core.model.Health;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The changes a task's status goes through, each a later report of the same task.
final class Transition {
  private Transition() {}

  static TaskStatus to(TaskStatus from, TaskState state, Instant now) {
    return to(from, from.sequence() + 1, state, now);
  }

  /// The last report there can be: newer than any other, also where those are not known any more.
  static TaskStatus removed(TaskStatus from, Instant now) {
    return to(from, Long.MAX_VALUE, TaskState.REMOVED, now);
  }

  private static TaskStatus to(TaskStatus from, long sequence, TaskState state, Instant now) {
    return new TaskStatus(
        from.task(),
        from.node(),
        sequence,
        state,
        from.health(),
        now,
        from.startedAt(),
        from.finishedAt(),
        from.exitCode(),
        from.oomKilled(),
        from.reason(),
        from.pid(),
        from.addresses(),
        from.published(),
        from.stopping());
  }

  static TaskStatus running(
      TaskStatus from,
      int pid,
      Health health,
      Map<NetworkName, String> addresses,
      Map<String, Integer> published,
      Instant now) {
    return new TaskStatus(
        from.task(),
        from.node(),
        from.sequence() + 1,
        TaskState.RUNNING,
        health,
        now,
        Optional.of(now),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "",
        OptionalInt.of(pid),
        addresses,
        published,
        false);
  }

  static TaskStatus health(TaskStatus from, Health health, String reason, Instant now) {
    return new TaskStatus(
        from.task(),
        from.node(),
        from.sequence() + 1,
        from.state(),
        health,
        now,
        from.startedAt(),
        from.finishedAt(),
        from.exitCode(),
        from.oomKilled(),
        reason,
        from.pid(),
        from.addresses(),
        from.published(),
        from.stopping());
  }

  static TaskStatus stopping(TaskStatus from, Instant now) {
    return new TaskStatus(
        from.task(),
        from.node(),
        from.sequence() + 1,
        from.state(),
        from.health(),
        now,
        from.startedAt(),
        from.finishedAt(),
        from.exitCode(),
        from.oomKilled(),
        from.reason(),
        from.pid(),
        from.addresses(),
        from.published(),
        true);
  }

  /// The end of a task, its addresses given back.
  static TaskStatus ended(TaskStatus from, End end, Instant now) {
    return new TaskStatus(
        from.task(),
        from.node(),
        from.sequence() + 1,
        end.state(),
        from.health(),
        now,
        from.startedAt(),
        Optional.of(end.at()),
        end.exitCode(),
        end.oomKilled(),
        end.reason(),
        OptionalInt.empty(),
        Map.of(),
        Map.of(),
        from.stopping());
  }

  /// How a task came to its end.
  record End(TaskState state, Instant at, OptionalInt exitCode, boolean oomKilled, String reason) {
    static End failed(String reason, Instant at) {
      return new End(TaskState.FAILED, at, OptionalInt.empty(), false, reason);
    }

    static End rejected(String reason, Instant at) {
      return new End(TaskState.REJECTED, at, OptionalInt.empty(), false, reason);
    }
  }
}

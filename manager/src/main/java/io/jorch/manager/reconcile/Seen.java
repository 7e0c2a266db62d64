package io.jorch.manager.reconcile;

import io.jorch.core.model.Health;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// A task together with what is known of it.
///
/// @param state the reported state, or `LOST` when its node is lost, or `PENDING` and `ASSIGNED`
///     before its node said anything
public record Seen(Task task, Optional<TaskStatus> status, TaskState state) {
  /// Oldest first.
  public static final Comparator<Seen> BY_AGE =
      Comparator.comparing((Seen seen) -> seen.task.createdAt())
          .thenComparingInt(seen -> seen.task.attempt())
          .thenComparing(seen -> seen.task.id());

  public boolean live() {
    return !state.ended();
  }

  public boolean wanted() {
    return task.desired() == Task.Desired.RUN;
  }

  public boolean running() {
    return state == TaskState.RUNNING;
  }

  public boolean ready() {
    return running() && status.map(TaskStatus::ready).orElse(false);
  }

  public boolean unhealthy() {
    return status.map(TaskStatus::health).orElse(Health.NONE) == Health.UNHEALTHY;
  }

  /// Ended by itself, as a job should.
  public boolean succeeded() {
    return state == TaskState.COMPLETE
        && wanted()
        && status.map(known -> known.exitCode().orElse(0)).orElse(0) == 0;
  }

  /// Of a task that is ready: since when.
  public Instant readySince() {
    return status.map(TaskStatus::changedAt).orElse(task.createdAt());
  }

  public Instant endedAt() {
    return status
        .map(known -> known.finishedAt().orElse(known.changedAt()))
        .orElse(task.createdAt());
  }

  public String shortId() {
    return task.id().shortForm();
  }

  /// How the task ended, as the second half of a sentence that begins with the task.
  public String end() {
    String why = status.map(TaskStatus::reason).orElse("");
    String what =
        switch (state) {
          case REJECTED -> "was refused by its node";
          case LOST -> "was lost with its node";
          case COMPLETE, FAILED, REMOVED -> exit();
          case PENDING, ASSIGNED, PREPARING, STARTING, RUNNING -> "has not ended";
        };
    return why.isEmpty() || why.equals(what) ? what : what + " (" + why + ")";
  }

  private String exit() {
    if (unhealthy()) {
      return "was unhealthy";
    }
    if (status.map(TaskStatus::oomKilled).orElse(false)) {
      return "was killed because it was out of memory";
    }
    return status
        .filter(known -> known.exitCode().isPresent())
        .map(known -> "exited with code " + known.exitCode().getAsInt())
        .orElse("could not be started");
  }
}

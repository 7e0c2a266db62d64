package io.jorch.manager.reconcile;

import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a stack will not converge by waiting.
///
/// @param problem one sentence for people
/// @param task whose last output explains it
record Trouble(String problem, Optional<TaskId> task) {
  /// So many ends in a row are no accident.
  static final int ROW = 3;

  static Optional<Trouble> of(
      Service service, int number, SlotState state, StackRevision revision) {
    if (state instanceof SlotState.GaveUp(Seen task, String reason)) {
      return Optional.of(
          new Trouble(start(service, number) + reason, Optional.of(task.task().id())));
    }
    if (state.settled()) {
      return Optional.empty();
    }
    List<Seen> row = row(service, service.slot(number), revision.createdAt());
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Seen last = row.getFirst();
    boolean refused = last.state() == TaskState.REJECTED;
    if (!refused && row.size() < ROW) {
      return Optional.empty();
    }
    String times = refused ? "" : " (" + row.size() + " times in a row)";
    return Optional.of(
        new Trouble(
            start(service, number) + "task " + last.shortId() + " " + last.end() + times,
            Optional.of(last.task().id())));
  }

  /// A dependency that failed for good, or is missing, while tasks wait for it.
  static Optional<Trouble> ofDependency(Service service, Gate gate) {
    boolean waits =
        gate.states(service).values().stream()
            .anyMatch(
                state ->
                    state instanceof SlotState.Outdated
                        || (state instanceof SlotState.Vacant(_, boolean first) && first));
    if (waits && gate.of(service).verdict() instanceof Gate.Verdict.Failed(String reason)) {
      return Optional.of(
          new Trouble("service " + service.spec().name() + " " + reason, Optional.empty()));
    }
    return Optional.empty();
  }

  /// The last ends in a row that were not asked for, since the revision; the latest first.
  private static List<Seen> row(Service service, Slot slot, Instant since) {
    List<Seen> row = new ArrayList<>();
    for (Seen seen : slot.withSpec(service.hash()).reversed()) {
      if (seen.live()) {
        continue;
      }
      boolean asked = !seen.wanted() && !seen.unhealthy();
      boolean failed = new RestartRule(service.spec()).isFailure(seen);
      if (asked || seen.endedAt().isBefore(since) || !failed) {
        return row;
      }
      row.add(seen);
    }
    return row;
  }

  private static String start(Service service, int number) {
    String where = service.spec().replicas() > 1 ? " failed in slot " + number : " failed";
    return "service " + service.spec().name() + where + ": ";
  }
}

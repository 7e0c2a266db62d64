package io.jorch.cli.scale;

import io.jorch.core.cluster.MapName;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// One node: says of what it is assigned that it is made ready, is started and runs, each in its
/// time, or is gone. All on the thread of the wheel.
final class PlayedNode {
  private static final long SESSION = 1;

  private final NodeId id;
  private final Fleet fleet;
  private final Map<TaskId, TaskState> tasks = new HashMap<>();
  private long applied;

  PlayedNode(NodeId id, Fleet fleet) {
    this.id = id;
    this.fleet = fleet;
  }

  NodeInfo info() {
    return new NodeInfo(
        id,
        "host-" + id.value().substring(0, 8),
        "amd64",
        "6.18",
        "played",
        new Resources(
            OptionalLong.of(64_000_000_000L), OptionalLong.of(1L << 38), OptionalLong.empty()),
        Map.of(),
        SESSION,
        Instant.EPOCH,
        List.of(),
        applied);
  }

  int running() {
    return (int) tasks.values().stream().filter(state -> state == TaskState.RUNNING).count();
  }

  /// Says that it has told everything to the manager of this epoch.
  void attend(long epoch) {
    fleet.report(MapName.ATTENDANCE, id, new Attendance(id, SESSION, epoch, false), epoch);
  }

  void again() {
    info(applied);
  }

  private void info(long revision) {
    applied = revision;
    fleet.report(MapName.NODES, id, info(), applied);
  }

  void take(AssignmentSet set) {
    Set<TaskId> named = new HashSet<>();
    for (Task task : set.tasks()) {
      named.add(task.id());
      if (!tasks.containsKey(task.id())) add(task, set);
      else if (task.desired() != Task.Desired.RUN) end(task);
    }
    tasks.keySet().retainAll(named);
    info(set.revision());
  }

  private void add(Task task, AssignmentSet set) {
    if (task.desired() != Task.Desired.RUN) {
      end(task);
      return;
    }
    tasks.put(task.id(), TaskState.PREPARING);
    TaskRecord record = new TaskRecord(task, Objects.requireNonNull(set.specs().get(task.spec())));
    fleet.report(MapName.TASKS, task.id(), record, 0);
    status(task, TaskState.PREPARING);
    fleet.later(() -> go(task, TaskState.PREPARING, TaskState.STARTING));
  }

  private void go(Task task, TaskState from, TaskState to) {
    if (fleet.gone(id) || tasks.get(task.id()) != from) return;
    tasks.put(task.id(), to);
    status(task, to);
    if (to == TaskState.RUNNING) fleet.counted().started();
    else fleet.later(() -> go(task, to, TaskState.RUNNING));
  }

  private void end(Task task) {
    TaskState state =
        task.desired() == Task.Desired.REMOVE ? TaskState.REMOVED : TaskState.COMPLETE;
    if (tasks.put(task.id(), state) == state) return;
    status(task, state);
    if (state == TaskState.REMOVED) fleet.withdraw(task.id());
  }

  private void status(Task task, TaskState state) {
    Instant now = Instant.now();
    TaskStatus status =
        new TaskStatus(
            task.id(),
            id,
            state.rank(),
            state,
            Health.NONE,
            now,
            state == TaskState.RUNNING ? Optional.of(now) : Optional.empty(),
            state.ended() ? Optional.of(now) : Optional.empty(),
            OptionalInt.empty(),
            false,
            "",
            state == TaskState.RUNNING ? OptionalInt.of(4_711) : OptionalInt.empty(),
            Map.of(),
            Map.of(),
            false);
    fleet.report(MapName.STATUSES, task.id(), status, status.sequence());
  }

  void forget() {
    tasks.clear();
  }
}

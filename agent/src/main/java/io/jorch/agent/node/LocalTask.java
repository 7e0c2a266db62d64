package io.jorch.agent.node;

import io.jorch.agent.step.Local;
import io.jorch.core.model.EndpointSet.Endpoint;
import io.jorch.core.model.EndpointSet.Stage;
import io.jorch.core.model.Health;
import io.jorch.core.model.Task;
import io.jorch.core.model.Task.Desired;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// One task on this node. Touched by the node's loop only.
final class LocalTask {
  private final TaskSpec spec;
  private final TaskFiles files;
  private Task task;
  private TaskStatus status;
  private Optional<Running> running = Optional.empty();
  private Optional<Instant> killAt = Optional.empty();
  private boolean held;
  private int busy;
  private boolean forgottenAtEnd;

  LocalTask(Task task, TaskSpec spec, TaskFiles files, TaskStatus status) {
    this.task = task;
    this.spec = spec;
    this.files = files;
    this.status = status;
  }

  /// A task that has just been assigned.
  static LocalTask assigned(Task task, TaskSpec spec, TaskFiles files, Instant now) {
    return new LocalTask(task, spec, files, first(task, now));
  }

  static TaskStatus first(Task task, Instant now) {
    return new TaskStatus(
        task.id(),
        task.node().orElseThrow(),
        1,
        TaskState.ASSIGNED,
        Health.NONE,
        now,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "",
        OptionalInt.empty(),
        Map.of(),
        Map.of(),
        false);
  }

  TaskId id() {
    return task.id();
  }

  Task task() {
    return task;
  }

  TaskSpec spec() {
    return spec;
  }

  TaskFiles files() {
    return files;
  }

  TaskStatus status() {
    return status;
  }

  Optional<Running> running() {
    return running;
  }

  /// Whether a worker is doing something for it.
  boolean busy() {
    return busy > 0;
  }

  void begin() {
    busy++;
  }

  void done() {
    busy--;
  }

  boolean held() {
    return held;
  }

  /// The task holds a network, a cgroup or run files from now on, or not any more.
  void held(boolean value) {
    held = value;
  }

  void running(Optional<Running> value) {
    running = value;
  }

  /// A one-off task that nobody wants to know of when it has ended.
  boolean forgottenAtEnd() {
    return forgottenAtEnd;
  }

  void forgetAtEnd() {
    forgottenAtEnd = true;
  }

  void killAt(Instant at) {
    killAt = Optional.of(at);
  }

  Optional<Instant> killAt() {
    return killAt;
  }

  /// Takes what the manager wants now; a wish never goes back from removal.
  boolean toward(Desired desired) {
    boolean forward =
        desired != task.desired() && (task.desired() == Desired.RUN || desired == Desired.REMOVE);
    if (!forward) return false;
    task = task.toward(desired);
    return true;
  }

  void status(UnaryOperator<TaskStatus> change) {
    status = change.apply(status);
  }

  Local local() {
    return new Local(status.state(), held, killAt);
  }

  Endpoint served() {
    return new Endpoint(
        task.id(),
        task.stack(),
        task.service(),
        task.name(),
        spec.hostname().orElse(task.id().shortForm()),
        spec.networks(),
        status.addresses(),
        stage());
  }

  private Stage stage() {
    if (status.ready()) return Stage.READY;
    return status.stopping() ? Stage.DRAINING : Stage.UNREADY;
  }
}

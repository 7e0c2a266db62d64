package io.jorch.core.model;

/// Where a task is in its life. A task only moves to a higher rank, and exactly once into an end
/// state. The rank, not the position in this list, is the order.
public enum TaskState {
  /// Made, not yet placed on a node.
  PENDING(100),
  /// Placed; its node has not answered yet.
  ASSIGNED(200),
  /// Its node makes ready the image, networks and volumes.
  PREPARING(300),
  /// The container is being started.
  STARTING(400),
  /// Its main process runs.
  RUNNING(500),
  /// Ended by itself with exit code 0, or stopped on request.
  COMPLETE(600),
  /// Ended with another code or signal, was unhealthy, or could not be started.
  FAILED(610),
  /// Its node refused it.
  REJECTED(620),
  /// Its node is gone for good; whether it still runs is unknown.
  LOST(630),
  /// Its container and files are gone; only the history is left.
  REMOVED(700);

  private final int rank;

  TaskState(int rank) {
    this.rank = rank;
  }

  public int rank() {
    return rank;
  }

  /// No process is left, or none that anyone knows of.
  public boolean ended() {
    return rank >= COMPLETE.rank;
  }

  /// Whether a task in this state may still come to `next`.
  public boolean mayBecome(TaskState next) {
    return next.rank > rank && (!ended() || next == REMOVED);
  }
}

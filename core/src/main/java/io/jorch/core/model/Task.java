package io.jorch.core.model;

import java.time.Instant;
import java.util.Optional;

/// One task as the manager desires it: a slot of a service filled with one specification, once.
/// Immutable but for its node (set once) and `desired` (which only goes towards removal).
///
/// @param slot 1-based; 0 for one-off tasks of `run`
/// @param name of the container, `<stack>-<service>-<slot>` unless the file names it
/// @param attempt how many tasks of this slot came before in an unbroken row of failures
public record Task(
    TaskId id,
    StackName stack,
    ServiceName service,
    int slot,
    String name,
    SpecHash spec,
    Optional<NodeId> node,
    Desired desired,
    Instant createdAt,
    int attempt) {
  /// What should become of a task.
  public enum Desired {
    RUN,
    /// Stop it; keep its status, logs and exit code.
    STOP,
    /// Stop it and forget everything about it.
    REMOVE
  }

  public Task on(NodeId place) {
    return new Task(
        id, stack, service, slot, name, spec, Optional.of(place), desired, createdAt, attempt);
  }

  public Task toward(Desired value) {
    return new Task(id, stack, service, slot, name, spec, node, value, createdAt, attempt);
  }
}

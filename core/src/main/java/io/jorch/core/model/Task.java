package io.jorch.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One task as the manager desires it: a slot of a service filled with one specification, once.
/// Immutable but for its node (set once) and `desired` (which only goes towards removal).
///
/// @param slot 1-based; 0 for one-off tasks of `run`
/// @param name of the container, `<stack>-<service>-<slot>` unless the file names it
/// @param attempt how many tasks of this slot came before in an unbroken row of failures
/// @param bound the only node it may be placed on, known before it is; of a global service's task
/// @param granted the named resources of its node that are its alone, by kind
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
    int attempt,
    Optional<NodeId> bound,
    Map<String, List<String>> granted) {
  public Task(
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
    this(
        id,
        stack,
        service,
        slot,
        name,
        spec,
        node,
        desired,
        createdAt,
        attempt,
        Optional.empty(),
        Map.of());
  }

  /// What should become of a task.
  public enum Desired {
    RUN,
    /// Stop it; keep its status, logs and exit code.
    STOP,
    /// Stop it and forget everything about it.
    REMOVE
  }

  public Task on(NodeId place) {
    return on(place, granted);
  }

  public Task on(NodeId place, Map<String, List<String>> resources) {
    return copy(Optional.of(place), desired, bound, resources);
  }

  public Task toward(Desired value) {
    return copy(node, value, bound, granted);
  }

  public Task boundTo(Optional<NodeId> only) {
    return copy(node, desired, only, granted);
  }

  private Task copy(
      Optional<NodeId> place,
      Desired wish,
      Optional<NodeId> only,
      Map<String, List<String>> resources) {
    return new Task(
        id, stack, service, slot, name, spec, place, wish, createdAt, attempt, only, resources);
  }
}

package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.control.Stacks.Wanted;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.NodeFit;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Outcome;
import io.jorch.manager.reconcile.Past;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything the loop knew and decided: what listings and progress are drawn from. Each stack is
/// as it was after one look; of two stacks, one may be newer. What is about all tasks is put
/// together when somebody asks.
final class Picture {
  private final Wanted wanted;
  private final Map<StackName, Drawing> drawings;
  private final Map<NodeId, NodeState> nodes;
  private final NodeFit fit;
  private final Map<TaskId, String> unplaced;
  private final Map<SpecHash, TaskSpec> specs;
  private final Instant at;
  private @Nullable Observed whole;

  /// @param drawings of all stacks, kept up to date by the loop
  /// @param unplaced why tasks have no node
  /// @param specs of all tasks
  Picture(
      Wanted wanted,
      Map<StackName, Drawing> drawings,
      Map<NodeId, NodeState> nodes,
      NodeFit fit,
      Map<TaskId, String> unplaced,
      Map<SpecHash, TaskSpec> specs,
      Instant at) {
    this.wanted = wanted;
    this.drawings = drawings;
    this.nodes = nodes;
    this.fit = fit;
    this.unplaced = unplaced;
    this.specs = specs;
    this.at = at;
  }

  static Picture empty() {
    return new Picture(
        new Wanted(List.of(), Map.of()),
        Map.of(),
        Map.of(),
        NodeFit.ANY,
        Map.of(),
        Map.of(),
        Instant.EPOCH);
  }

  List<StackRevision> stacks() {
    return wanted.stacks();
  }

  /// The revision at which the stack was looked at.
  Optional<StackRevision> stack(StackName name) {
    return Optional.ofNullable(drawings.get(name)).flatMap(Drawing::revision);
  }

  Optional<Drawing> drawing(StackName name) {
    return Optional.ofNullable(drawings.get(name));
  }

  Past past(StackName name) {
    return drawing(name).map(Drawing::past).orElse(Past.NONE);
  }

  Outcome outcome(StackName name) {
    return drawing(name).map(Drawing::outcome).orElse(Drawing.NOTHING);
  }

  Map<NodeId, NodeState> nodes() {
    return nodes;
  }

  String nodeName(NodeId node) {
    return new Observed(Map.of(), Map.of(), nodes, fit).nodeName(node);
  }

  Map<TaskId, String> unplaced() {
    return unplaced;
  }

  Map<SpecHash, TaskSpec> specs() {
    return specs;
  }

  Instant at() {
    return at;
  }

  /// All tasks of one stack, and all nodes.
  Observed observed(StackName name) {
    return drawing(name)
        .map(drawing -> new Observed(drawing.tasks(), drawing.statuses(), nodes, fit))
        .orElseGet(() -> new Observed(Map.of(), Map.of(), nodes, fit));
  }

  /// All tasks and all nodes.
  synchronized Observed observed() {
    if (whole != null) return whole;
    Map<TaskId, Task> tasks = new HashMap<>();
    Map<TaskId, TaskStatus> statuses = new HashMap<>();
    for (Drawing drawing : drawings.values()) {
      tasks.putAll(drawing.tasks());
      statuses.putAll(drawing.statuses());
    }
    Observed drawn =
        new Observed(
            Collections.unmodifiableMap(tasks), Collections.unmodifiableMap(statuses), nodes, fit);
    whole = drawn;
    return drawn;
  }
}

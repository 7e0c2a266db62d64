package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.schedule.Occupancy;
import io.jorch.manager.schedule.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which tasks hold a place on which node and which wait for one, kept from one look to the next:
/// keeping up costs as much as has changed.
final class Seating {
  /// After so long what was placed shows in the figures that nodes report.
  private static final Duration SETTLED = Duration.ofSeconds(30);

  private final Occupancy occupancy = new Occupancy();
  private final NeedsBook needs;
  private final Map<TaskId, Task> waiting = new LinkedHashMap<>();

  /// Tasks that told of themselves before their node did.
  private final Map<NodeId, Set<TaskId>> early = new HashMap<>();

  private Optional<Instant> settled = Optional.empty();

  Seating(NeedsBook needs) {
    this.needs = needs;
  }

  Occupancy occupancy() {
    return occupancy;
  }

  /// Takes in all that changed since the last call.
  ///
  /// @param changed stacks of which another revision is desired now
  /// @param states of all nodes
  void update(
      Board board, Collection<StackName> changed, Map<NodeId, NodeState> states, Instant now) {
    nodes(board, states);
    if (settled.map(at -> at.plus(SETTLED).isBefore(now)).orElse(true)) {
      occupancy.settle();
      settled = Optional.of(now);
    }
    board.touched().forEach(id -> look(board, id));
    if (!changed.isEmpty()) recount(board, changed);
  }

  private void nodes(Board board, Map<NodeId, NodeState> states) {
    for (NodeId gone : occupancy.nodes()) {
      if (states.containsKey(gone)) continue;
      occupancy.gone(gone);
      for (Task task : board.tasks(gone)) hold(board, task, gone);
    }
    for (NodeState state : states.values()) {
      occupancy.node(state);
      Set<TaskId> tasks = early.remove(state.id());
      if (tasks != null) tasks.forEach(id -> look(board, id));
    }
  }

  private void look(Board board, TaskId id) {
    Optional<Task> task = board.task(id);
    if (task.isEmpty() || ended(board, id)) {
      waiting.remove(id);
      occupancy.release(id);
    } else if (task.get().node().isEmpty()) {
      waiting.put(id, task.get());
    } else {
      waiting.remove(id);
      hold(board, task.get(), task.get().node().get());
    }
  }

  private void hold(Board board, Task task, NodeId node) {
    if (!occupancy.knows(node)) {
      early.computeIfAbsent(node, _ -> new LinkedHashSet<>()).add(task.id());
      return;
    }
    board
        .spec(task.spec())
        .ifPresent(spec -> occupancy.hold(task, node, needs.of(task, spec).on(Optional.empty())));
  }

  private static boolean ended(Board board, TaskId id) {
    return board.status(id).map(TaskStatus::state).map(state -> state.ended()).orElse(false);
  }

  /// What a stack's tasks need besides what they are made of may have changed.
  private void recount(Board board, Collection<StackName> changed) {
    for (StackName stack : changed) {
      for (Task task : board.tasks(stack)) {
        if (task.node().isEmpty()) continue;
        occupancy.release(task.id());
        look(board, task.id());
      }
    }
  }

  List<Request> requests(Board board) {
    List<Request> requests = new ArrayList<>(waiting.size());
    for (Task task : waiting.values()) {
      board
          .spec(task.spec())
          .ifPresent(spec -> requests.add(new Request(task, needs.of(task, spec))));
    }
    return requests;
  }
}

package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.manager.control.Stacks.Wanted;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Outcome;
import io.jorch.manager.reconcile.Past;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a drawing of each stack; only those that a look was about are drawn anew.
final class Gallery {
  private final Board board;
  private final Map<StackName, Drawing> drawings = new ConcurrentHashMap<>();
  private final Feed drawn = new Feed();
  private volatile Picture picture = Picture.empty();

  Gallery(Board board) {
    this.board = board;
  }

  Picture picture() {
    return picture;
  }

  /// Changes with each new picture.
  Feed drawn() {
    return drawn;
  }

  /// Draws a stack as it is now.
  ///
  /// @param revision at which it was looked at, with that outcome
  void draw(
      StackName stack,
      Optional<StackRevision> revision,
      Past past,
      Outcome outcome,
      Map<NodeId, NodeState> nodes) {
    Observed now = board.observed(stack, nodes);
    if (revision.isEmpty() && now.tasks().isEmpty()) {
      drawings.remove(stack);
    } else {
      // Changes were made and need not be kept.
      Outcome rest =
          new Outcome(
              Drawing.NOTHING.changes(), outcome.wakeAt(), outcome.waiting(), outcome.warnings());
      drawings.put(stack, new Drawing(revision, past, now.tasks(), now.statuses(), rest));
    }
  }

  /// Draws again the tasks of a stack that changed after the look at it.
  void redraw(StackName stack, Map<NodeId, NodeState> nodes) {
    Drawing before = drawings.get(stack);
    if (before != null) {
      draw(stack, before.revision(), before.past(), before.outcome(), nodes);
    }
  }

  /// Shows it all.
  void show(
      Wanted wanted, Map<NodeId, NodeState> nodes, Map<TaskId, String> unplaced, Instant now) {
    picture = new Picture(wanted, drawings, nodes, board.fits(), unplaced, board.specs(), now);
    drawn.changed();
  }
}

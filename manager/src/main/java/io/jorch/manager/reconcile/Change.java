package io.jorch.manager.reconcile;

import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;

/// One difference between desired and observed, as the write that mends it.
public sealed interface Change {
  /// A new task, not placed yet.
  record Create(Task task) implements Change {}

  /// `desired` becomes STOP: the task ends, its status and logs stay.
  record Stop(TaskId task, String reason) implements Change {}

  /// `desired` becomes REMOVE: the task ends and everything about it goes.
  record Remove(TaskId task, String reason) implements Change {}

  /// Nothing of the task is left anywhere: drop it and its status from the records.
  record Forget(TaskId task) implements Change {}

  /// The present revision of the stack has converged or failed: remember it for good.
  record Decide(StackName stack, RevisionOutcome outcome) implements Change {}

  /// The present revision failed: remember that, and make the specification of the revision that
  /// `outcome` names the stack's next one.
  record RollBack(StackName stack, RevisionOutcome outcome) implements Change {}

  /// A stack that is being removed has no task left: drop the stack.
  record StackGone(StackName stack) implements Change {}
}

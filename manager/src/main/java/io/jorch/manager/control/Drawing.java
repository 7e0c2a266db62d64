package io.jorch.manager.control;

import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.reconcile.Outcome;
import io.jorch.manager.reconcile.Past;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One stack as the loop left it after its last look.
///
/// @param revision at which it was looked at; empty when nobody wants the stack any more
/// @param outcome of that look
record Drawing(
    Optional<StackRevision> revision,
    Past past,
    Map<TaskId, Task> tasks,
    Map<TaskId, TaskStatus> statuses,
    Outcome outcome) {
  static final Outcome NOTHING = new Outcome(List.of(), Optional.empty(), Map.of(), Map.of());
}

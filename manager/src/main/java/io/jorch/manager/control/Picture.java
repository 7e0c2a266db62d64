package io.jorch.manager.control;

import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.manager.control.Stacks.Wanted;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything the loop knew and decided at one moment: what listings and progress are drawn from.
///
/// @param unplaced why tasks have no node
/// @param specs of all tasks
record Picture(
    Wanted wanted,
    Observed observed,
    Outcome outcome,
    Map<TaskId, String> unplaced,
    Map<SpecHash, TaskSpec> specs,
    Instant at) {
  static final Picture EMPTY =
      new Picture(
          new Wanted(List.of(), Map.of()),
          new Observed(Map.of(), Map.of(), Map.of()),
          new Outcome(List.of(), Optional.empty(), Map.of(), Map.of()),
          Map.of(),
          Map.of(),
          Instant.EPOCH);

  List<StackRevision> stacks() {
    return wanted.stacks();
  }

  Optional<StackRevision> stack(StackName name) {
    return stacks().stream().filter(each -> each.spec().name().equals(name)).findFirst();
  }
}

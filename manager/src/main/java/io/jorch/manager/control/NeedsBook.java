package io.jorch.manager.control;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.manager.schedule.Needs;
import io.jorch.manager.schedule.StackNeeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What tasks need, worked out once for each specification as long as their stack does not change.
final class NeedsBook {
  private record Entry(ServiceName service, SpecHash spec, boolean slot) {}

  private final Map<StackName, StackRevision> stacks = new HashMap<>();
  private final Map<StackName, Map<Entry, Needs>> known = new HashMap<>();
  private List<StackRevision> seen = List.of();

  /// Takes what is desired now; gives the stacks that changed.
  @SuppressWarnings("ReferenceEquality") // the same list is handed out as long as nothing changes
  Set<StackName> update(List<StackRevision> desired) {
    if (desired == seen) return Set.of();
    seen = desired;
    Set<StackName> changed = new HashSet<>(stacks.keySet());
    for (StackRevision revision : desired) {
      StackName name = revision.spec().name();
      StackRevision before = stacks.put(name, revision);
      if (before != null && before.revision() == revision.revision()) changed.remove(name);
      else changed.add(name);
    }
    changed.forEach(known::remove);
    Set<StackName> present = new HashSet<>();
    desired.forEach(revision -> present.add(revision.spec().name()));
    stacks.keySet().retainAll(present);
    return changed;
  }

  /// A task's needs; one whose service is gone, and one of `run`, needs only what its specification
  /// says.
  Needs of(Task task, TaskSpec spec) {
    Entry entry = new Entry(task.service(), task.spec(), task.slot() > 0);
    return known
        .computeIfAbsent(task.stack(), _ -> new HashMap<>())
        .computeIfAbsent(entry, _ -> read(task, spec))
        .on(task.bound());
  }

  private Needs read(Task task, TaskSpec spec) {
    @Nullable StackRevision stack = stacks.get(task.stack());
    Optional<ServiceSpec> service =
        Optional.ofNullable(stack).map(each -> each.spec().services().get(task.service()));
    return task.slot() == 0 || stack == null || service.isEmpty()
        ? Needs.of(spec, Optional.empty())
        : StackNeeds.of(stack.spec(), service.get(), spec);
  }
}

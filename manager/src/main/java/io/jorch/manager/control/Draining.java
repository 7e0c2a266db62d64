package io.jorch.manager.control;

import io.jorch.core.api.DrainProgress;
import io.jorch.core.api.DrainProgress.Item;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Moves;
import io.jorch.manager.reconcile.SlotRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is left on a node that is drained: tasks on their way elsewhere, and those that stay.
record Draining(Function<TaskSpec, SpecHash> hash) {
  /// Empty as long as the picture does not know that the node is drained.
  Optional<DrainProgress> of(Picture picture, NodeId id) {
    NodeState node = picture.nodes().get(id);
    if (node == null || !node.draining()) return Optional.empty();
    List<Item> moving = new ArrayList<>();
    List<Item> staying = new ArrayList<>();
    List<Task> tasks =
        picture.observed().tasks().values().stream()
            .filter(task -> task.node().filter(id::equals).isPresent())
            .filter(task -> picture.observed().see(task).live())
            .sorted(Comparator.comparing(Task::name).thenComparing(Task::id))
            .toList();
    for (Task task : tasks) {
      Optional<String> why = whyItStays(picture, task);
      String detail = why.orElseGet(() -> waiting(picture, task));
      (why.isPresent() ? staying : moving).add(new Item(task.id().value(), task.name(), detail));
    }
    return Optional.of(new DrainProgress(node.info().hostname(), moving, staying));
  }

  private Optional<String> whyItStays(Picture picture, Task task) {
    if (task.desired() != Task.Desired.RUN) return Optional.empty();
    if (task.slot() == 0) return Optional.of("it was started with `run` and stays until it ends");
    Optional<ServiceSpec> service =
        picture
            .stack(task.stack())
            .filter(revision -> !revision.removing())
            .map(StackRevision::spec)
            .map(spec -> spec.services().get(task.service()));
    if (service.isEmpty() || service.get().stopped()) return Optional.empty();
    boolean outdated = !hash.apply(service.get().task()).equals(task.spec());
    Optional<String> stuck =
        picture
            .past(task.stack())
            .outcome()
            .filter(each -> outdated && each.state() == RevisionOutcome.State.FAILED)
            .map(each -> "the update of its stack has stopped: " + each.reason());
    return stuck.or(() -> Moves.obstacle(service.get()));
  }

  /// What its replacement waits for.
  private static String waiting(Picture picture, Task task) {
    if (task.desired() != Task.Desired.RUN) return "is stopping";
    SlotRef slot = new SlotRef(task.stack(), task.service(), task.slot());
    return picture.observed(task.stack()).tasks().values().stream()
        .filter(other -> sameSlot(task, other))
        .flatMap(other -> Optional.ofNullable(picture.unplaced().get(other.id())).stream())
        .findFirst()
        .or(() -> Optional.ofNullable(picture.outcome(task.stack()).waiting().get(slot)))
        .orElse("");
  }

  private static boolean sameSlot(Task one, Task other) {
    return one.stack().equals(other.stack())
        && one.service().equals(other.service())
        && one.slot() == other.slot();
  }
}

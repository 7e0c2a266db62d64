package io.jorch.manager.reconcile;

import static io.jorch.manager.reconcile.Specs.at;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.UpdatePolicy;
import java.util.Map;
import java.util.stream.Collectors;

/// How many tasks of a slot may be there at once, whatever happens.
record SlotRules(World world) {
  /// Nothing of the slot may still be alive when the next task is made, unless two may be there
  /// for a while.
  void slotIsFree(Task task) {
    Observed observed = world.observed();
    if (mayDouble(task)) {
      return;
    }
    for (Task other : world.tasks.values()) {
      if (sameSlot(task, other)) {
        assertTrue(!observed.see(other).live(), () -> task + " made while there is " + other);
      }
    }
  }

  /// Its service starts first, or moves away from a drained node.
  private boolean mayDouble(Task task) {
    StackRevision revision = at(world.desired, task.stack());
    ServiceSpec service = at(revision.spec().services(), task.service());
    UpdatePolicy policy =
        revision.rollbackTo().isPresent()
            ? service.deployment().rollback()
            : service.deployment().update();
    boolean drains =
        world.nodes.values().stream()
            .anyMatch(node -> node.draining() || !world.fit.of(service).test(node));
    return service.startsFirst(policy) || (drains && service.exclusive().isEmpty());
  }

  void oneLiveTaskPerSlot() {
    Observed observed = world.observed();
    Map<SlotRef, Long> live =
        world.tasks.values().stream()
            .filter(task -> task.slot() > 0 && world.desired.containsKey(task.stack()))
            .filter(this::wanted)
            .map(observed::see)
            .filter(seen -> seen.live() && seen.wanted())
            .map(seen -> seen.task())
            .collect(
                Collectors.groupingBy(
                    task -> new SlotRef(task.stack(), task.service(), task.slot()),
                    Collectors.counting()));
    if (observed.incomplete().isEmpty()) {
      live.forEach((slot, count) -> assertTrue(count <= most(slot), () -> "too many in " + slot));
    }
  }

  private boolean wanted(Task task) {
    return at(world.desired, task.stack()).spec().services().containsKey(task.service());
  }

  private int most(SlotRef slot) {
    Task any =
        world.tasks.values().stream()
            .filter(task -> task.service().equals(slot.service()) && task.slot() == slot.slot())
            .findFirst()
            .orElseThrow();
    return mayDouble(any) ? 2 : 1;
  }

  private static boolean sameSlot(Task a, Task b) {
    return a.stack().equals(b.stack()) && a.service().equals(b.service()) && a.slot() == b.slot();
  }
}

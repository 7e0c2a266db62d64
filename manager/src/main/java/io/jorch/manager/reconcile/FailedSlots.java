package io.jorch.manager.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which slots of a service the present update has failed in. A slot counts once, however often it
/// is tried again.
final class FailedSlots {
  private FailedSlots() {}

  /// The first task that failed, by slot; empty when failures do not count.
  static Map<Integer, Seen> of(Service service) {
    Map<Integer, Seen> failed = new TreeMap<>();
    if (!service.update().judged()) {
      return failed;
    }
    for (Slot slot : service.slots().values()) {
      first(service, slot).ifPresent(task -> failed.put(slot.number(), task));
    }
    return failed;
  }

  /// @param all how many slots the service has
  static boolean tooMany(Service service, Map<Integer, Seen> failed, int all) {
    return failed.size() > service.update().policy().maxFailureRatio() * all;
  }

  private static Optional<Seen> first(Service service, Slot slot) {
    return slot.withSpec(service.hash()).stream()
        .filter(service.update()::made)
        .filter(task -> failed(service, task) && withinMonitor(service, task))
        .findFirst();
  }

  private static boolean failed(Service service, Seen task) {
    if (task.live()) {
      return task.running() && task.unhealthy();
    }
    boolean asked = !task.wanted() && !task.unhealthy();
    return !asked && new RestartRule(service.spec()).isFailure(task);
  }

  /// What never started counts whenever it ends. One that was never well has the time its check
  /// takes to notice on top.
  private static boolean withinMonitor(Service service, Seen task) {
    RestartRule rule = new RestartRule(service.spec());
    Duration noticing = task.unhealthy() ? rule.noticing() : Duration.ZERO;
    Duration monitor = service.update().policy().monitor().plus(noticing);
    Instant end = task.endedAt();
    return task.status()
        .flatMap(known -> known.startedAt())
        .map(started -> !started.plus(monitor).isBefore(end))
        .orElse(true);
  }
}

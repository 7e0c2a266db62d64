package io.jorch.manager.reconcile;

import io.jorch.core.api.Progress.Replica;
import io.jorch.core.api.Progress.ServiceProgress;
import io.jorch.core.model.Health;
import io.jorch.core.model.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells the state of a service slot by slot.
final class ServiceReport {
  private final Gate gate;
  private final Outcome outcome;
  private final Map<TaskId, String> unplaced;

  ServiceReport(Gate gate, Outcome outcome, Map<TaskId, String> unplaced) {
    this.gate = gate;
    this.outcome = outcome;
    this.unplaced = unplaced;
  }

  ServiceProgress of(Service service) {
    Map<Integer, SlotState> states = gate.states(service);
    boolean stopped = service.spec().stopped();
    List<Replica> replicas =
        stopped
            ? List.of()
            : states.entrySet().stream()
                .map(each -> replica(service, each.getKey(), each.getValue()))
                .toList();
    return new ServiceProgress(
        service.spec().name().value(),
        stopped ? 0 : states.size(),
        count(states, SlotState.Ready.class::isInstance),
        count(states, SlotState.Done.class::isInstance),
        waiting(service, states),
        replicas,
        count(
            states,
            state -> state instanceof SlotState.Outdated || state instanceof SlotState.Replacing));
  }

  private String waiting(Service service, Map<Integer, SlotState> states) {
    return Optional.ofNullable(outcome.waiting().get(service.ref(0)))
        .or(
            () ->
                states.keySet().stream()
                    .flatMap(
                        slot ->
                            Optional.ofNullable(outcome.waiting().get(service.ref(slot))).stream())
                    .findFirst())
        .or(
            () ->
                states.values().stream()
                    .flatMap(state -> task(state).stream())
                    .flatMap(task -> Optional.ofNullable(unplaced.get(task.task().id())).stream())
                    .findFirst())
        .orElse("");
  }

  private Replica replica(Service service, int number, SlotState state) {
    Optional<Seen> task = task(state);
    String detail =
        task.map(seen -> unplaced.get(seen.task().id()))
            .or(() -> Optional.ofNullable(outcome.waiting().get(service.ref(number))))
            .or(() -> task.flatMap(Seen::status).map(status -> status.reason()))
            .orElse("");
    return new Replica(
        number, task.map(seen -> seen.task().id().value()).orElse(""), word(state), detail);
  }

  private static int count(Map<Integer, SlotState> states, Predicate<SlotState> which) {
    return (int) states.values().stream().filter(which).count();
  }

  private static Optional<Seen> task(SlotState state) {
    return switch (state) {
      case SlotState.Ready(Seen task) -> Optional.of(task);
      case SlotState.Coming(Seen task) -> Optional.of(task);
      case SlotState.Done(Seen task) -> Optional.of(task);
      case SlotState.GaveUp(Seen task, _) -> Optional.of(task);
      case SlotState.Unhealthy(Seen task) -> Optional.of(task);
      case SlotState.Outdated(Seen task) -> Optional.of(task);
      case SlotState.Replacing(_, Seen next) -> Optional.of(next);
      case SlotState.Ending(Seen task) -> Optional.of(task);
      case SlotState.BackingOff(Seen task, _, _) -> Optional.of(task);
      case SlotState.Stranded(Seen task) -> Optional.of(task);
      case SlotState.Vacant _ -> Optional.empty();
    };
  }

  private static String word(SlotState state) {
    return switch (state) {
      case SlotState.Ready(Seen task) ->
          task.status().map(status -> healthy(status.health())).orElse("running");
      case SlotState.Coming(Seen task) -> lower(task);
      case SlotState.Done _ -> "complete";
      case SlotState.GaveUp(Seen task, _) -> lower(task);
      case SlotState.Unhealthy _ -> "unhealthy";
      case SlotState.Outdated _ -> "outdated";
      case SlotState.Replacing(_, Seen next) -> lower(next);
      case SlotState.Ending _ -> "stopping";
      case SlotState.Vacant _ -> "waiting";
      case SlotState.BackingOff _ -> "restarting";
      case SlotState.Stranded _ -> "lost";
    };
  }

  private static String healthy(Health health) {
    return health == Health.HEALTHY ? "healthy" : "running";
  }

  private static String lower(Seen task) {
    return switch (task.state()) {
      case PENDING -> "pending";
      case ASSIGNED -> "assigned";
      case PREPARING -> "preparing";
      case STARTING -> "starting";
      case RUNNING -> task.unhealthy() ? "unhealthy" : "running";
      case COMPLETE -> "complete";
      case FAILED -> "failed";
      case REJECTED -> "rejected";
      case LOST -> "lost";
      case REMOVED -> "removed";
    };
  }
}

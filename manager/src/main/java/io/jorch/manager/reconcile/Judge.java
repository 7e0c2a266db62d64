package io.jorch.manager.reconcile;

import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.UpdatePolicy.FailureAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what becomes of a stack's present revision: it has converged, its update stops, or the
/// whole stack goes back. Each revision is decided once; the decision is durable before it is acted
/// upon.
final class Judge {
  private final Stack stack;
  private final Gate gate;
  private final Instant now;

  Judge(Stack stack, Gate gate, Instant now) {
    this.stack = stack;
    this.gate = gate;
    this.now = now;
  }

  private record Fault(FailureAction action, String reason, Optional<TaskId> task) {}

  Optional<Change> ruling() {
    StackRevision revision = stack.revision();
    if (revision.removing()) {
      return Optional.empty();
    }
    if (stack.past().outcome().isPresent()) {
      return stack.past().outcome().flatMap(this::unfinished);
    }
    List<Fault> faults =
        stack.services().values().stream().flatMap(service -> fault(service).stream()).toList();
    return rollback(faults).or(() -> pause(faults)).or(this::convergence);
  }

  /// The decision to go back was taken, but not the step.
  private Optional<Change> unfinished(RevisionOutcome outcome) {
    if (outcome.state() != RevisionOutcome.State.ROLLED_BACK) {
      return Optional.empty();
    }
    return Optional.of(new Change.RollBack(stack.name(), outcome));
  }

  private Optional<Change> rollback(List<Fault> faults) {
    return faults.stream()
        .filter(fault -> fault.action() == FailureAction.ROLLBACK)
        .findFirst()
        .flatMap(
            fault ->
                stack
                    .past()
                    .fallback()
                    .map(
                        to ->
                            new Change.RollBack(
                                stack.name(),
                                outcome(
                                    RevisionOutcome.State.ROLLED_BACK, fault, Optional.of(to)))));
  }

  private Optional<Change> pause(List<Fault> faults) {
    return faults.stream()
        .filter(fault -> fault.action() == FailureAction.PAUSE)
        .findFirst()
        .map(
            fault ->
                new Change.Decide(
                    stack.name(), outcome(RevisionOutcome.State.FAILED, fault, Optional.empty())));
  }

  private Optional<Change> convergence() {
    return converged(stack.services().values())
        ? Optional.of(
            new Change.Decide(
                stack.name(), RevisionOutcome.converged(stack.revision().revision(), now)))
        : Optional.empty();
  }

  private RevisionOutcome outcome(
      RevisionOutcome.State state, Fault fault, Optional<StackRevision> to) {
    return new RevisionOutcome(
        stack.revision().revision(),
        state,
        now,
        fault.reason(),
        fault.task(),
        to.map(revision -> java.util.OptionalLong.of(revision.revision()))
            .orElse(java.util.OptionalLong.empty()));
  }

  private Optional<Fault> fault(Service service) {
    if (service.spec().stopped()) {
      return Optional.empty();
    }
    Map<Integer, Seen> failed = FailedSlots.of(service);
    int all = gate.states(service).size();
    if (!failed.isEmpty() && FailedSlots.tooMany(service, failed, all)) {
      return Optional.of(tooMany(service, failed, all));
    }
    return service.update().rollsBack() && !service.update().judged()
        ? trouble(service)
            .map(found -> new Fault(FailureAction.ROLLBACK, found.problem(), found.task()))
        : Optional.empty();
  }

  private static Fault tooMany(Service service, Map<Integer, Seen> failed, int all) {
    Seen last = List.copyOf(failed.values()).getLast();
    boolean pauses =
        service.update().policy().failureAction() == FailureAction.ROLLBACK
            && !service.update().rollsBack();
    FailureAction action = pauses ? FailureAction.PAUSE : service.update().policy().failureAction();
    String count = all > 1 ? " in " + failed.size() + " of " + all + " slots" : "";
    String end = last.live() ? "is unhealthy" : last.end();
    String reason =
        "the update of service "
            + service.spec().name()
            + " failed"
            + count
            + ": task "
            + last.shortId()
            + " "
            + end;
    return new Fault(action, reason, Optional.of(last.task().id()));
  }

  Optional<Trouble> trouble(Service service) {
    List<Trouble> found = new ArrayList<>();
    gate.states(service)
        .forEach(
            (number, state) ->
                Trouble.of(service, number, state, stack.revision()).ifPresent(found::add));
    return found.stream().findFirst();
  }

  /// Everything that these services want is there, nothing else of the stack is, and no new task
  /// is under watch.
  boolean converged(Collection<Service> services) {
    return stack.strays().stream().noneMatch(Seen::live)
        && services.stream().allMatch(this::converged);
  }

  private boolean converged(Service service) {
    if (service.spec().stopped()) {
      return service.slots().values().stream().noneMatch(Slot::anyLive);
    }
    Map<Integer, SlotState> states = gate.states(service);
    return states.values().stream().allMatch(SlotState::settled)
        && watchedUntil(service).isEmpty()
        && service.slots().values().stream()
            .allMatch(
                slot ->
                    slot.ending().isEmpty()
                        && (states.containsKey(slot.number()) || !slot.anyLive()));
  }

  /// While a failure would still bring the earlier revision back, nothing has converged.
  Optional<Instant> watchedUntil(Service service) {
    if (!service.update().judged() || !service.update().rollsBack()) {
      return Optional.empty();
    }
    return gate.states(service).values().stream()
        .filter(SlotState.Ready.class::isInstance)
        .map(state -> ((SlotState.Ready) state).task())
        .filter(service.update()::made)
        .map(task -> task.readySince().plus(service.update().policy().monitor()))
        .filter(until -> until.isAfter(now))
        .max(Instant::compareTo);
  }
}

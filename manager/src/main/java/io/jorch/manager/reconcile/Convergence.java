package io.jorch.manager.reconcile;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.ServiceProgress;
import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How far a stack is from its revision, for people and for the exit code of `up`.
public final class Convergence {
  private final Function<TaskSpec, SpecHash> hash;

  public Convergence(Function<TaskSpec, SpecHash> hash) {
    this.hash = hash;
  }

  /// Judges one stack.
  ///
  /// @param outcome of the reconciliation of the same observation
  /// @param unplaced why tasks have no node, from the scheduler
  public Progress of(
      StackRevision revision,
      Observed observed,
      Outcome outcome,
      Map<TaskId, String> unplaced,
      Instant now) {
    return of(revision, observed, outcome, unplaced, Set.of(), now);
  }

  /// Judges some services of a stack.
  ///
  /// @param only whose state decides; all when empty
  public Progress of(
      StackRevision revision,
      Observed observed,
      Outcome outcome,
      Map<TaskId, String> unplaced,
      Set<ServiceName> only,
      Instant now) {
    List<Seen> tasks =
        observed.tasks().values().stream()
            .filter(task -> task.stack().equals(revision.spec().name()))
            .map(observed::see)
            .toList();
    Stack stack = Stack.of(revision, tasks, observed, hash);
    Gate gate = new Gate(stack, now);
    ServiceReport report = new ServiceReport(gate, outcome, unplaced);
    List<Service> judged =
        stack.services().values().stream()
            .filter(service -> only.isEmpty() || only.contains(service.spec().name()))
            .toList();
    List<ServiceProgress> services = judged.stream().map(report::of).toList();
    Optional<Trouble> trouble = trouble(judged, gate, revision);
    return new Progress(
        revision.spec().name().value(),
        revision.revision(),
        verdict(stack, judged, gate, trouble),
        services,
        trouble.map(Trouble::problem).orElse(""),
        trouble.flatMap(Trouble::task).map(TaskId::value).orElse(""));
  }

  private static Verdict verdict(
      Stack stack, List<Service> judged, Gate gate, Optional<Trouble> trouble) {
    if (stack.revision().removing() || stack.observed().incomplete().isPresent()) {
      return Verdict.CONVERGING;
    }
    if (trouble.isPresent()) {
      return Verdict.FAILED;
    }
    boolean converged =
        stack.strays().stream().noneMatch(Seen::live)
            && judged.stream().allMatch(service -> converged(service, gate));
    return converged ? Verdict.CONVERGED : Verdict.CONVERGING;
  }

  /// Everything wanted is there, and nothing else is.
  private static boolean converged(Service service, Gate gate) {
    if (service.spec().stopped()) {
      return service.slots().values().stream().noneMatch(Slot::anyLive);
    }
    Map<Integer, SlotState> states = gate.states(service);
    return states.values().stream().allMatch(SlotState::settled)
        && service.slots().values().stream()
            .allMatch(
                slot ->
                    slot.ending().isEmpty()
                        && (states.containsKey(slot.number()) || !slot.anyLive()));
  }

  private static Optional<Trouble> trouble(
      List<Service> judged, Gate gate, StackRevision revision) {
    List<Trouble> found = new ArrayList<>();
    for (Service service : judged) {
      if (!service.spec().stopped() && !revision.removing()) {
        gate.states(service)
            .forEach(
                (number, state) ->
                    Trouble.of(service, number, state, revision).ifPresent(found::add));
      }
    }
    // The cause before those that only wait for it.
    return found.stream()
        .findFirst()
        .or(
            () ->
                judged.stream()
                    .filter(service -> !service.spec().stopped() && !revision.removing())
                    .flatMap(service -> Trouble.ofDependency(service, gate).stream())
                    .findFirst());
  }
}

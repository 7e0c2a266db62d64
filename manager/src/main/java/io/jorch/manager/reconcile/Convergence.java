package io.jorch.manager.reconcile;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.ServiceProgress;
import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import java.time.Instant;
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
  /// @param past what was known of the stack when the observation was reconciled
  /// @param outcome of that
  /// @param unplaced why tasks have no node, from the scheduler
  public Progress of(
      StackRevision revision,
      Past past,
      Observed observed,
      Outcome outcome,
      Map<TaskId, String> unplaced,
      Instant now) {
    return of(revision, past, observed, outcome, unplaced, Set.of(), now);
  }

  /// Judges some services of a stack.
  ///
  /// @param only whose state decides; all when empty
  public Progress of(
      StackRevision revision,
      Past past,
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
    Stack stack = Stack.of(revision, past, tasks, observed, hash);
    Gate gate = new Gate(stack, now);
    ServiceReport report = new ServiceReport(gate, outcome, unplaced);
    List<Service> judged =
        stack.services().values().stream()
            .filter(service -> only.isEmpty() || only.contains(service.spec().name()))
            .toList();
    List<ServiceProgress> services = judged.stream().map(report::of).toList();
    Judge judge = new Judge(stack, gate, now);
    Optional<Trouble> trouble = trouble(stack, judged, gate, judge);
    return new Progress(
        revision.spec().name().value(),
        revision.revision(),
        verdict(stack, judged, judge, trouble),
        services,
        trouble.map(Trouble::problem).orElse(""),
        trouble.flatMap(Trouble::task).map(TaskId::value).orElse(""));
  }

  private static Verdict verdict(
      Stack stack, List<Service> judged, Judge judge, Optional<Trouble> trouble) {
    if (stack.revision().removing() || stack.observed().incomplete().isPresent()) {
      return Verdict.CONVERGING;
    }
    if (trouble.isPresent()) {
      boolean goesBack = judge.ruling().map(Change.RollBack.class::isInstance).orElse(false);
      return goesBack ? Verdict.CONVERGING : Verdict.FAILED;
    }
    return judge.converged(judged) ? Verdict.CONVERGED : Verdict.CONVERGING;
  }

  private static Optional<Trouble> trouble(
      Stack stack, List<Service> judged, Gate gate, Judge judge) {
    Optional<RevisionOutcome> failure = stack.past().failure();
    if (failure.isPresent()) {
      return failure.map(known -> new Trouble(known.reason(), known.task()));
    }
    List<Service> wanted =
        judged.stream()
            .filter(service -> !service.spec().stopped() && !stack.revision().removing())
            .toList();
    // The cause before those that only wait for it.
    return wanted.stream()
        .filter(service -> !goesOn(service, gate, stack.revision()))
        .flatMap(service -> judge.trouble(service).stream())
        .findFirst()
        .or(
            () ->
                wanted.stream()
                    .flatMap(service -> Trouble.ofDependency(service, gate).stream())
                    .findFirst());
  }

  /// The failures so far do not stop this update: the last word is spoken when it is through.
  private static boolean goesOn(Service service, Gate gate, StackRevision revision) {
    return service.update().judged()
        && gate.states(service).entrySet().stream()
            .filter(each -> old(each.getValue()))
            .anyMatch(
                each -> Trouble.of(service, each.getKey(), each.getValue(), revision).isEmpty());
  }

  private static boolean old(SlotState state) {
    return state instanceof SlotState.Outdated || state instanceof SlotState.Replacing;
  }
}

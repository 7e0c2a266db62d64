package io.jorch.manager.reconcile;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a service's dependencies let its first tasks start. Asks about the present
/// specifications only: while a dependency is being updated, its dependents wait.
final class Gate {
  /// What the dependencies say, together.
  sealed interface Verdict {
    record Open() implements Verdict {}

    record Waits(String reason) implements Verdict {}

    /// A dependency failed for good: waiting longer does not help.
    record Failed(String reason) implements Verdict {}
  }

  /// @param warnings dependencies that are not required and were passed over
  record Opinion(Verdict verdict, List<String> warnings) {
    boolean open() {
      return verdict instanceof Verdict.Open;
    }

    String reason() {
      return switch (verdict) {
        case Verdict.Open _ -> "";
        case Verdict.Waits(String reason) -> reason;
        case Verdict.Failed(String reason) -> reason;
      };
    }
  }

  private final Stack stack;
  private final Instant now;
  private final Map<ServiceName, Map<Integer, SlotState>> states = new HashMap<>();
  private final Map<ServiceName, Opinion> opinions = new HashMap<>();

  Gate(Stack stack, Instant now) {
    this.stack = stack;
    this.now = now;
  }

  Stack stack() {
    return stack;
  }

  Map<Integer, SlotState> states(Service service) {
    return states.computeIfAbsent(service.spec().name(), _ -> service.states(now));
  }

  Opinion of(Service service) {
    Opinion known = opinions.get(service.spec().name());
    if (known == null) {
      known = ask(service);
      opinions.put(service.spec().name(), known);
    }
    return known;
  }

  private Opinion ask(Service service) {
    List<String> warnings = new ArrayList<>();
    Verdict result = new Verdict.Open();
    for (Dependency on : service.spec().dependsOn()) {
      Verdict verdict = verdict(on);
      boolean failed = verdict instanceof Verdict.Failed;
      if (failed && !on.required()) {
        warnings.add("started without its dependency: " + reason(verdict));
      } else if (failed || result instanceof Verdict.Open) {
        result = verdict;
      }
    }
    return new Opinion(result, warnings);
  }

  private static String reason(Verdict verdict) {
    return new Opinion(verdict, List.of()).reason();
  }

  private Verdict verdict(Dependency on) {
    Service other = stack.services().get(on.service());
    if (other == null) {
      return new Verdict.Failed("service " + on.service() + " is not part of the stack");
    }
    Verdict worst = new Verdict.Open();
    for (Map.Entry<Integer, SlotState> each : states(other).entrySet()) {
      Verdict verdict = slot(on, other, each.getKey(), each.getValue());
      if (verdict instanceof Verdict.Failed) {
        return verdict;
      }
      worst = worst instanceof Verdict.Open ? verdict : worst;
    }
    boolean waits = worst instanceof Verdict.Waits && other.spec().stopped();
    return waits ? new Verdict.Failed("service " + on.service() + " is stopped") : worst;
  }

  private Verdict slot(Dependency on, Service other, int number, SlotState state) {
    if (holds(on, other.slot(number), other, state)) {
      return new Verdict.Open();
    }
    String what =
        switch (on.condition()) {
          case STARTED -> "to start";
          case HEALTHY -> "to be healthy";
          case COMPLETED_SUCCESSFULLY -> "to complete";
        };
    String waits = "waits for service " + on.service() + " " + what;
    Optional<String> lost = failure(on, state);
    return lost.isPresent()
        ? new Verdict.Failed(waits + ", which it will not: " + lost.get())
        : new Verdict.Waits(waits + " (" + other.ref(number) + " " + SlotText.of(state) + ")");
  }

  private static boolean holds(Dependency on, Slot slot, Service other, SlotState state) {
    return switch (on.condition()) {
      case STARTED -> started(state);
      case HEALTHY ->
          state instanceof SlotState.Ready
              || (state instanceof SlotState.Coming(Seen job) && job.ready());
      case COMPLETED_SUCCESSFULLY -> slot.withSpec(other.hash()).stream().anyMatch(Seen::succeeded);
    };
  }

  private static boolean started(SlotState state) {
    return switch (state) {
      case SlotState.Ready _, SlotState.Done _, SlotState.Unhealthy _ -> true;
      case SlotState.Coming(Seen task) -> task.running();
      case SlotState.GaveUp _,
          SlotState.Outdated _,
          SlotState.Replacing _,
          SlotState.Ending _,
          SlotState.Vacant _,
          SlotState.BackingOff _,
          SlotState.Stranded _ ->
          false;
    };
  }

  private static Optional<String> failure(Dependency on, SlotState state) {
    if (state instanceof SlotState.GaveUp(Seen _, String reason)) {
      return Optional.of(reason);
    }
    if (state instanceof SlotState.Done(Seen task)
        && on.condition() == Dependency.Condition.HEALTHY) {
      return Optional.of("task " + task.shortId() + " " + task.end());
    }
    return Optional.empty();
  }
}

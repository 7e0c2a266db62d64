package io.jorch.manager.control;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.manager.reconcile.Convergence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// How far stacks are, told as it changes.
final class Progresses {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration BREATH = Duration.ofMillis(15);
  private final ControlLoop loop;
  private final Convergence convergence;
  private final Stacks stacks;
  private final Function<StackName, List<String>> left;

  /// @param left sentences about what stayed of a stack that is gone
  Progresses(
      ControlLoop loop,
      Convergence convergence,
      Stacks stacks,
      Function<StackName, List<String>> left) {
    this.loop = loop;
    this.convergence = convergence;
    this.stacks = stacks;
    this.left = left;
  }

  Progress of(Picture picture, StackRevision revision) {
    return of(picture, revision, Set.of());
  }

  private Progress of(Picture picture, StackRevision revision, Set<ServiceName> services) {
    return convergence.of(
        revision,
        picture.past(revision.spec().name()),
        picture.observed(revision.spec().name()),
        picture.outcome(revision.spec().name()),
        picture.unplaced(),
        services,
        picture.at());
  }

  /// Sends the state now and at each change, until a verdict; the last element has it.
  void follow(StackName name, long revision, Set<ServiceName> services, Consumer<Progress> sink) {
    Optional<Progress> last = Optional.empty();
    try {
      while (true) {
        long seen = loop.drawn().generation();
        Progress now = now(name, revision, services);
        if (!last.equals(Optional.of(now))) sink.accept(now);
        if (now.verdict() != Verdict.CONVERGING) return;
        last = Optional.of(now);
        Thread.sleep(BREATH);
        loop.drawn().await(seen, LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Progress now(StackName name, long revision, Set<ServiceName> services) {
    Optional<StackRevision> durable = stacks.find(name);
    if (durable.isEmpty()) return removed(name, revision);
    if (durable.get().revision() > revision && revision > 0) {
      return stacks
          .revisions(name)
          .outcome(revision)
          .filter(known -> known.state() == RevisionOutcome.State.ROLLED_BACK)
          .map(known -> rolledBack(durable.get(), known, services))
          .orElseGet(() -> bare(name, durable.get().revision(), Verdict.SUPERSEDED));
    }
    return drawn(durable.get(), services);
  }

  /// How far the way back is; the end of that is the end of the revision.
  private Progress rolledBack(
      StackRevision current, RevisionOutcome outcome, Set<ServiceName> services) {
    boolean back = current.revision() == outcome.revision() + 1;
    Progress way =
        back
            ? drawn(current, services)
            : bare(current.spec().name(), current.revision(), Verdict.CONVERGED);
    boolean over = way.verdict() != Verdict.CONVERGING;
    String more =
        way.verdict() == Verdict.FAILED
            ? "; going back to revision "
                + outcome.rolledBackTo().orElse(0)
                + " fails, too: "
                + way.problem()
            : "";
    return new Progress(
        way.stack(),
        outcome.revision(),
        over ? Verdict.ROLLED_BACK : Verdict.CONVERGING,
        way.services(),
        outcome.reason() + more,
        outcome.task().map(TaskId::value).orElse(""),
        outcome.rolledBackTo());
  }

  private Progress drawn(StackRevision current, Set<ServiceName> services) {
    Picture picture = loop.picture();
    Optional<StackRevision> drawn =
        picture.stack(current.spec().name()).filter(each -> each.revision() == current.revision());
    return drawn
        .map(each -> of(picture, each, services))
        .orElseGet(() -> bare(current.spec().name(), current.revision(), Verdict.CONVERGING));
  }

  private Progress removed(StackName name, long revision) {
    String problem = String.join("; ", left.apply(name));
    return new Progress(name.value(), revision, Verdict.REMOVED, List.of(), problem, "");
  }

  private static Progress bare(StackName name, long revision, Verdict verdict) {
    return new Progress(name.value(), revision, verdict, List.of(), "", "");
  }
}

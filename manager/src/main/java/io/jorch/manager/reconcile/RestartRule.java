package io.jorch.manager.reconcile;

import io.jorch.core.model.Healthcheck;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// What follows the end of a task under its service's restart policy. Depends on the history of
/// the slot only, never on the time it is asked, so that a decision once made stays made.
final class RestartRule {
  /// What follows.
  sealed interface Next {
    /// The task did what it was for.
    record Done() implements Next {}

    record GaveUp(String reason) implements Next {}

    record Again(Instant at, int attempt) implements Next {}
  }

  private final ServiceSpec service;

  RestartRule(ServiceSpec service) {
    this.service = service;
  }

  /// @param last the task that ended (or is about to, being unhealthy)
  /// @param history all tasks of the slot with the same specification, `last` among them
  Next after(Seen last, List<Seen> history) {
    RestartPolicy policy = service.restart();
    if (last.state() == TaskState.REJECTED) {
      return again(last, history);
    }
    return switch (policy.condition()) {
      case ANY -> again(last, history);
      case ON_FAILURE -> last.succeeded() ? new Next.Done() : again(last, history);
      case NONE ->
          last.succeeded()
              ? new Next.Done()
              : new Next.GaveUp(name(last) + " and its restart policy is 'no'");
    };
  }

  private Next again(Seen last, List<Seen> history) {
    int attempt = stable(last) ? 1 : last.task().attempt() + 1;
    OptionalInt allowed = service.restart().maxAttempts();
    if (allowed.isPresent() && restarts(last, attempt - 1, history) >= allowed.getAsInt()) {
      return new Next.GaveUp(
          name(last)
              + " and its restart policy allows no more than "
              + allowed.getAsInt()
              + (allowed.getAsInt() == 1 ? " restart" : " restarts"));
    }
    return new Next.Again(last.endedAt().plus(delay(last, attempt)), attempt);
  }

  /// A refusal is never answered at once: the same node would refuse again.
  private Duration delay(Seen last, int attempt) {
    int step = last.state() == TaskState.REJECTED ? attempt + 1 : attempt;
    return service.restart().delay().orElseGet(() -> Backoff.before(step));
  }

  private int restarts(Seen last, int unbroken, List<Seen> history) {
    if (service.restart().window().isEmpty()) {
      return unbroken;
    }
    Instant from = last.endedAt().minus(service.restart().window().get());
    return (int)
        history.stream()
            .filter(seen -> seen.task().attempt() > 0 && seen.task().createdAt().isAfter(from))
            .count();
  }

  /// The task ended in a way it should not have.
  boolean isFailure(Seen ended) {
    boolean goesOn = service.restart().condition() == RestartPolicy.Condition.ANY;
    return ended.state() != TaskState.LOST && (goesOn || !ended.succeeded());
  }

  /// Statuses do not say since when a task was ready. One that ended unhealthy must have run
  /// longer by the time its check takes to notice.
  private boolean stable(Seen last) {
    Duration needed =
        last.status().map(known -> known.health().ready()).orElse(false)
            ? Backoff.STABLE
            : Backoff.STABLE.plus(noticing());
    return last.status()
        .flatMap(known -> known.startedAt())
        .map(started -> !started.plus(needed).isAfter(last.endedAt()))
        .orElse(false);
  }

  /// How long the health check takes to find out.
  Duration noticing() {
    return service.task().healthcheck().map(RestartRule::noticing).orElse(Duration.ofMinutes(3));
  }

  private static Duration noticing(Healthcheck check) {
    Duration probe =
        check
            .interval()
            .orElse(Healthcheck.DEFAULT_INTERVAL)
            .plus(check.timeout().orElse(Healthcheck.DEFAULT_TIMEOUT));
    return probe
        .multipliedBy(check.retries().orElse(Healthcheck.DEFAULT_RETRIES))
        .plus(check.startPeriod().orElse(Duration.ZERO));
  }

  private static String name(Seen last) {
    return "task " + last.shortId() + " " + last.end();
  }
}

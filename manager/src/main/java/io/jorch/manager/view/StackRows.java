package io.jorch.manager.view;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.ServiceProgress;
import io.jorch.core.api.StackView;
import io.jorch.core.api.StackView.ServiceView;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Seen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows of `jorch ls`.
public final class StackRows {
  private StackRows() {}

  /// The row of one stack.
  ///
  /// @param progress of the same revision and observation
  /// @param createdAt when the stack's first revision was made
  public static StackView row(
      StackRevision revision, Observed observed, Progress progress, Instant createdAt) {
    Map<ServiceName, Integer> running = running(revision, observed);
    List<ServiceView> services =
        progress.services().stream().map(each -> service(revision, each, running)).toList();
    int desired = services.stream().mapToInt(ServiceView::desired).sum();
    int ready = services.stream().mapToInt(ServiceView::ready).sum();
    int done = services.stream().mapToInt(ServiceView::done).sum();
    int runs = services.stream().mapToInt(ServiceView::running).sum();
    return new StackView(
        progress.stack(),
        progress.revision(),
        status(revision, progress, desired, ready + done, runs),
        desired,
        runs,
        ready,
        createdAt,
        revision.createdAt(),
        services);
  }

  private static Map<ServiceName, Integer> running(StackRevision revision, Observed observed) {
    Map<ServiceName, Integer> running = new HashMap<>();
    for (Task task : observed.tasks().values()) {
      Seen seen = observed.see(task);
      if (task.stack().equals(revision.spec().name()) && task.slot() > 0 && seen.running()) {
        running.merge(task.service(), 1, Integer::sum);
      }
    }
    return running;
  }

  private static ServiceView service(
      StackRevision revision, ServiceProgress progress, Map<ServiceName, Integer> running) {
    ServiceName name = new ServiceName(progress.service());
    ServiceSpec spec = revision.spec().services().get(name);
    return new ServiceView(
        progress.service(),
        spec == null ? "" : spec.task().image(),
        progress.desired(),
        running.getOrDefault(name, 0),
        progress.ready(),
        progress.done(),
        progress.waiting());
  }

  private static String status(
      StackRevision revision, Progress progress, int desired, int settled, int running) {
    if (revision.removing()) {
      return "removing(" + running + ")";
    }
    boolean stopped =
        !revision.spec().services().isEmpty()
            && revision.spec().services().values().stream().allMatch(ServiceSpec::stopped);
    if (stopped && running == 0) {
      int slots =
          revision.spec().services().values().stream().mapToInt(ServiceSpec::replicas).sum();
      return "stopped(" + slots + ")";
    }
    return switch (progress.verdict()) {
      case CONVERGED -> "running(" + running + ")";
      case FAILED -> "failing(" + settled + "/" + desired + ")";
      case CONVERGING, ROLLED_BACK, REMOVED, SUPERSEDED ->
          "converging(" + settled + "/" + desired + ")";
    };
  }
}

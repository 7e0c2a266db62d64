package io.jorch.agent.node;

import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.node.Transition.End;
import io.jorch.agent.step.Step;
import io.jorch.agent.step.Steps;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Health;
import io.jorch.core.model.Task;
import io.jorch.core.model.Task.Desired;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves every task of this node towards what is desired, one step at a time. Its state is touched
/// by one thread only; steps that block are done by workers, which come back with their result.
final class NodeLoop {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);
  private static final Duration WITHDRAWAL = Duration.ofSeconds(2);
  private static final Duration KILL_AGAIN = Duration.ofSeconds(10);
  private final Map<TaskId, LocalTask> tasks = new HashMap<>();
  private final TaskWork work;
  private final Surroundings surroundings;
  private final HealthRounds health;
  private final Reports reports;
  private final InstantSource clock;
  private final LoopThreads threads;
  private final Arrivals arrivals = new Arrivals();
  private final Fetches fetches;

  NodeLoop(
      TaskWork work,
      Surroundings surroundings,
      HealthRounds health,
      Reports reports,
      InstantSource clock,
      LoopThreads threads) {
    this.work = work;
    this.surroundings = surroundings;
    this.health = health;
    this.reports = reports;
    this.clock = clock;
    this.threads = threads;
    this.fetches = new Fetches(work, threads);
  }

  Collection<LocalTask> tasks() {
    return tasks.values();
  }

  /// May be asked by any thread.
  Arrivals arrivals() {
    return arrivals;
  }

  Optional<LocalTask> task(TaskId id) {
    return Optional.ofNullable(tasks.get(id));
  }

  /// Takes the tasks that were found on this machine at the start, reports them all, and goes on
  /// with them.
  void resume(Collection<LocalTask> found) {
    for (LocalTask task : found) {
      tasks.put(task.id(), task);
      reports.task(task.task(), task.spec());
      report(task, status -> Transition.to(status, status.state(), status.changedAt()));
      task.running().ifPresent(running -> follow(task, running));
    }
    arrivals.added();
    changed();
    found.forEach(this::consider);
    found.forEach(this::killInTime);
  }

  /// Takes what this node should have from now on.
  void assign(AssignmentSet set) {
    surroundings.assign(set);
    Set<TaskId> named = new HashSet<>();
    for (Task task : set.tasks()) {
      named.add(task.id());
      TaskSpec spec = set.specs().get(task.spec());
      if (spec != null) take(task, spec);
    }
    for (LocalTask task : List.copyOf(tasks.values())) {
      if (!named.contains(task.id()) && task.task().slot() > 0) toward(task, Desired.REMOVE);
    }
    changed();
  }

  private void take(Task task, TaskSpec spec) {
    LocalTask known = tasks.get(task.id());
    if (known != null) {
      toward(known, task.desired());
    } else if (task.desired() == Desired.REMOVE) {
      removed(task);
    } else {
      add(task, spec);
    }
  }

  /// One that is gone from here, or never was here: nothing of it may be made again.
  private void removed(Task task) {
    TaskStatus first = LocalTask.first(task, clock.instant());
    reports.status(Transition.removed(first, clock.instant()));
  }

  /// Adds a task that is new here and begins with it.
  LocalTask add(Task task, TaskSpec spec) {
    LocalTask fresh = LocalTask.assigned(task, spec, work.files(task.id()), clock.instant());
    tasks.put(fresh.id(), fresh);
    reports.task(task, spec);
    if (task.slot() == 0 && spec.labels().containsKey(TaskSpec.FORGET_AT_END)) fresh.forgetAtEnd();
    consider(fresh);
    return fresh;
  }

  /// Adds a task that its caller has started.
  LocalTask addRunning(Task task, TaskSpec spec, Running running) {
    LocalTask fresh = oneOff(task, spec);
    fresh.begin();
    launched(fresh, running);
    return fresh;
  }

  /// Adds a task that its caller could not start.
  LocalTask addFailed(Task task, TaskSpec spec, Exception failure) {
    LocalTask fresh = oneOff(task, spec);
    fresh.held(true);
    end(fresh, LaunchEnds.of(failure, clock.instant()));
    return fresh;
  }

  private LocalTask oneOff(Task task, TaskSpec spec) {
    LocalTask fresh = LocalTask.assigned(task, spec, work.files(task.id()), clock.instant());
    tasks.put(fresh.id(), fresh);
    if (spec.labels().containsKey(TaskSpec.FORGET_AT_END)) fresh.forgetAtEnd();
    reports.task(task, spec);
    return fresh;
  }

  void toward(LocalTask task, Desired desired) {
    if (!task.toward(desired)) return;
    reports.task(task.task(), task.spec());
    fetches.interrupt(task);
    work.save(task);
    consider(task);
  }

  /// Does the next step of a task, unless one is being done.
  void consider(LocalTask task) {
    if (task.busy()) return;
    switch (Steps.next(task.task().desired(), task.local(), clock.instant())) {
      case Step.Launch _ -> launch(task);
      case Step.Stop _ -> stop(task);
      case Step.Kill _ -> kill(task);
      case Step.Release _ -> release(task);
      case Step.Cancel _ ->
          refuse(task, End.failed("cancelled before it started", clock.instant()));
      case Step.Forget _ -> forget(task);
      case Step.Rest _ -> {}
    }
  }

  private void launch(LocalTask task) {
    Optional<String> obstacle = surroundings.obstacle(task.task(), task.spec());
    if (obstacle.isPresent()) {
      refuse(task, End.rejected(obstacle.get(), clock.instant()));
      return;
    }
    task.status(status -> Transition.to(status, TaskState.PREPARING, clock.instant()));
    reports.status(task.status());
    task.held(true);
    task.begin();
    if (work.lacksImage(task)) fetches.begin(task, this::fetched, this::fetchFailed);
    else start(task);
  }

  private void fetched(LocalTask task) {
    if (task.task().desired() == Desired.RUN) start(task);
    else cancelled(task);
  }

  private void fetchFailed(LocalTask task, Exception failure) {
    work.save(task);
    if (task.task().desired() == Desired.RUN) launchFailed(task, failure);
    else cancelled(task);
  }

  private void cancelled(LocalTask task) {
    task.done();
    end(task, End.failed("cancelled before it started", clock.instant()));
  }

  private void start(LocalTask task) {
    threads.work(
        () -> work.launch(task),
        running -> launched(task, running),
        failure -> launchFailed(task, failure));
  }

  /// Ends a task that has no directory yet.
  private void refuse(LocalTask task, End end) {
    work.save(task);
    end(task, end);
  }

  private void launched(LocalTask task, Running running) {
    task.done();
    task.held(true);
    task.running(Optional.of(running));
    Health first = running.recipe().probe().isPresent() ? Health.STARTING : Health.NONE;
    report(
        task,
        status ->
            Transition.running(
                status,
                running.container().process().pid(),
                first,
                running.addresses(),
                surroundings.published(task.task()),
                clock.instant()));
    arrivals.added();
    follow(task, running);
    changed();
    consider(task);
  }

  private void follow(LocalTask task, Running running) {
    var _ =
        running
            .container()
            .exit()
            .whenComplete((exit, error) -> threads.loop(() -> exited(task, exit, error)));
    health.begin(task, answer -> healthChanged(task, answer));
  }

  private void launchFailed(LocalTask task, Exception failure) {
    task.done();
    end(task, LaunchEnds.of(failure, clock.instant()));
  }

  private void healthChanged(LocalTask task, HealthRounds.Change change) {
    if (task.status().state() != TaskState.RUNNING) return;
    report(
        task,
        status -> Transition.health(status, change.health(), change.reason(), clock.instant()));
    changed();
  }

  private void stop(LocalTask task) {
    task.killAt(clock.instant().plus(task.spec().stopGracePeriod()));
    report(task, status -> Transition.stopping(status, clock.instant()));
    changed();
    task.begin();
    var _ =
        surroundings
            .settled()
            .copy()
            .orTimeout(WITHDRAWAL.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, failure) -> threads.loop(() -> withdrawn(task, failure)));
  }

  /// Sends the stop signal now that no new traffic comes; what is under way has the whole grace
  /// period.
  private void withdrawn(LocalTask task, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("a container is stopped although names and ports could not be updated", failure);
    }
    task.done();
    task.killAt(clock.instant().plus(task.spec().stopGracePeriod()));
    work(
        task,
        () -> work.stop(task) ? work.hearing(task, false) : Hearing.HEARS,
        hearing -> {
          if (hearing != Hearing.HEARS) threads.later(Hearing.MOMENT, () -> hasten(task));
        });
    killInTime(task);
  }

  /// Comes back to a task that was told to stop when its time is over.
  private void killInTime(LocalTask task) {
    task.killAt()
        .map(at -> Duration.between(clock.instant(), at))
        .ifPresent(left -> threads.later(left.plusMillis(5), () -> consider(task)));
  }

  /// Does not wait for a task that cannot know that it should end.
  private void hasten(LocalTask task) {
    if (task.busy() || task.status().state().ended()) return;
    work(
        task,
        () -> work.hearing(task, true),
        hearing -> {
          switch (hearing) {
            case HEARS -> {}
            case DEAF_IN_COMPANY -> threads.later(Hearing.MOMENT, () -> hasten(task));
            case DEAF -> task.killAt(clock.instant());
          }
        });
  }

  private void kill(LocalTask task) {
    task.killAt(clock.instant().plus(KILL_AGAIN));
    work(task, () -> work.kill(task), done -> {});
    threads.later(KILL_AGAIN.plusMillis(5), () -> consider(task));
  }

  private void exited(LocalTask task, @Nullable ExitStatus exit, @Nullable Throwable error) {
    health.end(task.id());
    boolean asked = task.killAt().isPresent();
    work(
        task,
        () -> work.ending(task, Optional.ofNullable(exit), Optional.ofNullable(error), asked),
        end -> end(task, end));
  }

  private void end(LocalTask task, End end) {
    report(task, status -> Transition.ended(status, end, clock.instant()));
    changed();
    consider(task);
    arrivals.added();
  }

  private void release(LocalTask task) {
    work(
        task,
        () -> {
          work.release(task);
          return true;
        },
        done -> {
          task.held(false);
          task.running(Optional.empty());
          changed();
          if (task.forgottenAtEnd()) toward(task, Desired.REMOVE);
        });
  }

  private void forget(LocalTask task) {
    work(
        task,
        () -> {
          work.forget(task);
          return true;
        },
        done -> {
          task.status(status -> Transition.removed(status, clock.instant()));
          tasks.remove(task.id());
          reports.status(task.status());
          changed();
        });
  }

  /// Lets a worker do something for a task that is then considered again. A failure is logged and
  /// tried again after a while: what it is about has not gone away.
  private <T> void work(
      LocalTask task, LoopThreads.Job<T> job, java.util.function.Consumer<T> then) {
    task.begin();
    threads.work(
        job,
        result -> {
          task.done();
          then.accept(result);
          consider(task);
        },
        failure -> {
          task.done();
          LOG.warn("{}", failure.getMessage(), failure);
          threads.later(Duration.ofSeconds(1), () -> consider(task));
        });
  }

  private void report(LocalTask task, UnaryOperator<TaskStatus> change) {
    task.status(change);
    work.save(task.files(), task.status());
    reports.status(task.status());
  }

  /// Names and ports follow from the tasks; so does which networks are still needed.
  private void changed() {
    surroundings.changed(tasks.values());
  }
}

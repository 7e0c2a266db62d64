package io.jorch.agent.node;

import io.jorch.agent.health.Answer;
import io.jorch.agent.health.Probe;
import io.jorch.agent.health.Tracker;
import io.jorch.core.model.Health;
import io.jorch.core.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Probes every task that has a health check, each at its own times. Runs on the node's loop; the
/// probes themselves do not.
final class HealthRounds {
  private final Map<TaskId, Round> rounds = new HashMap<>();
  private final LoopThreads threads;
  private final Prober prober;
  private final InstantSource clock;

  HealthRounds(LoopThreads threads, Prober prober, InstantSource clock) {
    this.threads = threads;
    this.prober = prober;
    this.clock = clock;
  }

  /// Runs one probe in a container and calls back from any thread.
  @FunctionalInterface
  interface Prober {
    void probe(Running running, Probe probe, Consumer<Answer> then);
  }

  /// What a task's health has become.
  record Change(Health health, String reason) {}

  private static final class Round {
    final LocalTask task;
    final Running running;
    final Consumer<Change> changed;
    Tracker tracker;

    Round(LocalTask task, Running running, Tracker tracker, Consumer<Change> changed) {
      this.task = task;
      this.running = running;
      this.tracker = tracker;
      this.changed = changed;
    }
  }

  /// Starts probing a running task, if it has a check; `changed` is told whenever its health or the
  /// reason for it changes.
  void begin(LocalTask task, Consumer<Change> changed) {
    Running running = task.running().orElseThrow();
    Probe probe = running.recipe().probe().orElse(null);
    if (probe == null) return;
    Instant now = clock.instant();
    Health last = task.status().health();
    Tracker tracker =
        Tracker.adopt(
            probe,
            task.status().startedAt().orElse(now),
            last == Health.NONE ? Health.STARTING : last,
            now);
    Round round = new Round(task, running, tracker, changed);
    rounds.put(task.id(), round);
    probe(round);
  }

  void end(TaskId task) {
    rounds.remove(task);
  }

  private void probe(Round round) {
    if (rounds.get(round.task.id()) != round) return;
    prober.probe(
        round.running,
        round.tracker.probe(),
        answer -> threads.loop(() -> answered(round, answer)));
  }

  private void answered(Round round, Answer answer) {
    if (rounds.get(round.task.id()) != round) return;
    Tracker before = round.tracker;
    Instant now = clock.instant();
    round.tracker = before.after(answer, now);
    boolean differs =
        before.health() != round.tracker.health()
            || before.reason().isEmpty() != round.tracker.reason().isEmpty();
    if (differs) round.changed.accept(new Change(round.tracker.health(), round.tracker.reason()));
    threads.later(Duration.between(now, round.tracker.next()), () -> probe(round));
  }
}

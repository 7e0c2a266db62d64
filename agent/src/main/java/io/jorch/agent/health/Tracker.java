package io.jorch.agent.health;

import io.jorch.core.model.Health;
import java.time.Duration;
import java.time.Instant;

/// The state of one task's health check, moved on by each answer.
///
/// Until the first success, probes come quickly at first and then ever slower up to the start
/// interval, so that a service which is ready in 50 ms is known to be. These early failures count
/// no sooner than they would at the regular interval: a task becomes unhealthy after its start
/// period and `retries` intervals, as with peers.
///
/// @param failures that count, in a row
/// @param counted when the last failure counted, at first when the task started
/// @param pause between the last probe and the next
/// @param next when the next probe is due
/// @param reason the last failure for people, or empty
public record Tracker(
    Probe probe,
    Instant startedAt,
    Health health,
    int failures,
    Instant counted,
    Duration pause,
    Instant next,
    String reason) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  public static Tracker start(Probe probe, Instant now) {
    return new Tracker(probe, now, Health.STARTING, 0, now, FIRST_PAUSE, now, "");
  }

  /// A task that was found running: nothing is known until the next probe, due at once.
  public static Tracker adopt(Probe probe, Instant startedAt, Health last, Instant now) {
    return new Tracker(probe, startedAt, last, 0, now, FIRST_PAUSE, now, "");
  }

  /// The state after an answer that came at `now`.
  public Tracker after(Answer answer, Instant now) {
    return answer.healthy() ? healthy(now) : failed(answer, now);
  }

  private Tracker healthy(Instant now) {
    return new Tracker(
        probe, startedAt, Health.HEALTHY, 0, now, probe.interval(), now.plus(probe.interval()), "");
  }

  private Tracker failed(Answer answer, Instant now) {
    boolean starting = health == Health.STARTING;
    boolean counts = !starting || countsWhileStarting(now);
    int row = counts ? failures + 1 : failures;
    Health then = row >= probe.retries() ? Health.UNHEALTHY : health;
    Duration wait = starting ? slower() : probe.interval();
    return new Tracker(
        probe,
        startedAt,
        then,
        row,
        counts ? now : counted,
        wait,
        now.plus(wait),
        describe(answer, row));
  }

  private boolean countsWhileStarting(Instant now) {
    return !now.isBefore(startedAt.plus(probe.startPeriod()))
        && !now.isBefore(counted.plus(probe.interval()));
  }

  private Duration slower() {
    Duration doubled = pause.multipliedBy(2);
    Duration most = min(probe.interval(), probe.startInterval());
    return min(doubled, most);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private String describe(Answer answer, int row) {
    String what = answer.exitCode() < 0 ? "failed" : "exited with code " + answer.exitCode();
    String output = answer.output().strip();
    return "health check '"
        + String.join(" ", probe.command())
        + "' "
        + what
        + (row > 1 ? " " + row + " times in a row" : "")
        + (output.isEmpty() ? "" : ": " + output);
  }
}

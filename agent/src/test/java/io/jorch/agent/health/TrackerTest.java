package io.jorch.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Health;
import io.jorch.core.model.Healthcheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Answer GOOD = new Answer(0, "");
  private static final Answer BAD = new Answer(1, "connection refused\n");
  private static final Probe PROBE =
      new Probe(
          List.of("check"),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          3,
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  @Test
  void probesAtOnceAndThenEverSlowerUntilTheStartInterval() {
    Tracker tracker = Tracker.start(PROBE, START);
    assertEquals(START, tracker.next());
    long last = 0;
    for (int i = 0; i < 12; i++) {
      tracker = tracker.after(BAD, tracker.next());
      assertTrue(tracker.pause().toMillis() >= last);
      last = tracker.pause().toMillis();
    }
    assertEquals(2000, last);
  }

  @Test
  void becomesHealthyWithTheFirstSuccess() {
    Tracker tracker = Tracker.start(PROBE, START).after(GOOD, START.plusMillis(5));
    assertEquals(Health.HEALTHY, tracker.health());
    assertEquals(START.plusMillis(10_005), tracker.next());
  }

  @Test
  void becomesUnhealthyNoSoonerThanAtTheRegularInterval() {
    Tracker tracker = Tracker.start(PROBE, START);
    while (tracker.health() == Health.STARTING) tracker = tracker.after(BAD, tracker.next());
    assertEquals(Health.UNHEALTHY, tracker.health());
    assertTrue(!tracker.counted().isBefore(START.plusSeconds(30)), tracker.toString());
    assertEquals(
        "health check 'check' exited with code 1 3 times in a row: connection refused",
        tracker.reason());
  }

  @Test
  void aHealthyTaskFailsAfterItsRetriesAndRecovers() {
    Tracker tracker = Tracker.start(PROBE, START).after(GOOD, START);
    tracker = tracker.after(BAD, tracker.next());
    tracker = tracker.after(BAD, tracker.next());
    assertEquals(Health.HEALTHY, tracker.health());
    tracker = tracker.after(BAD, tracker.next());
    assertEquals(Health.UNHEALTHY, tracker.health());
    assertEquals(Health.HEALTHY, tracker.after(GOOD, tracker.next()).health());
  }

  @Test
  void theServicesValuesWinOverTheImages() {
    Healthcheck image = check(Optional.of(List.of("CMD", "a", "b")), Optional.of(7));
    Healthcheck service = check(Optional.empty(), Optional.of(2));
    Probe probe =
        Probe.of(Optional.of(service), Optional.of(image), List.of("/bin/sh", "-c")).orElseThrow();
    assertEquals(List.of("a", "b"), probe.command());
    assertEquals(2, probe.retries());
    assertEquals(Healthcheck.DEFAULT_INTERVAL, probe.interval());
  }

  @Test
  void aShellTestRunsInTheShellAndNoneSwitchesTheImagesOff() {
    Healthcheck image = check(Optional.of(List.of("CMD-SHELL", "x || y")), Optional.empty());
    List<String> shell = List.of("/bin/sh", "-c");
    assertEquals(
        List.of("/bin/sh", "-c", "x || y"),
        Probe.of(Optional.empty(), Optional.of(image), shell).orElseThrow().command());
    Healthcheck none = check(Optional.of(List.of("NONE")), Optional.empty());
    assertTrue(Probe.of(Optional.of(none), Optional.of(image), shell).isEmpty());
  }

  private static Healthcheck check(Optional<List<String>> test, Optional<Integer> retries) {
    return new Healthcheck(
        test, Optional.empty(), Optional.empty(), retries, Optional.empty(), Optional.empty());
  }
}

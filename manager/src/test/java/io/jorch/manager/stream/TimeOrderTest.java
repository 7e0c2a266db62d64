package io.jorch.manager.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.LogLine;
import io.jorch.core.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimeOrderTest {
  private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");
  private static final NodeId ALPHA = new NodeId("a".repeat(32));
  private static final NodeId BETA = new NodeId("b".repeat(32));
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration WINDOW = Duration.ofMillis(250);
  private final TimeOrder order = new TimeOrder(FIRST, WINDOW);

  private static Instant at(long millis) {
    return T0.plusMillis(millis);
  }

  private static LogLine line(long millis) {
    return new LogLine("t", "s", 1, at(millis), "stdout", Long.toString(millis));
  }

  private List<String> ready(long millis) {
    List<String> texts = new ArrayList<>();
    for (Optional<LogLine> next = order.next(at(millis));
        next.isPresent();
        next = order.next(at(millis))) texts.add(next.get().text());
    return texts;
  }

  @Test
  void oneSourceIsNeverWaitedFor() {
    order.open(ALPHA, at(0));
    order.add(ALPHA, line(0), at(0));
    assertEquals(List.of("0"), ready(0));
    assertEquals(Optional.empty(), order.nextDue());
  }

  @Test
  void linesOfSeveralSourcesComeInTheOrderOfTime() {
    order.open(ALPHA, at(0));
    order.open(BETA, at(0));
    for (int t : List.of(1, 4, 5)) order.add(ALPHA, line(t), at(10));
    assertEquals(List.of(), ready(10), "beta may have an earlier one");
    for (int t : List.of(2, 3)) order.add(BETA, line(t), at(11));
    assertEquals(List.of("1", "2", "3"), ready(11));
    order.end(BETA);
    assertEquals(List.of("4", "5"), ready(11));
    order.end(ALPHA);
    assertTrue(order.isOver());
  }

  @Test
  void aNewSourceHasLongerToBegin() {
    order.open(ALPHA, at(0));
    order.open(BETA, at(0));
    order.add(ALPHA, line(-5000), at(10));
    assertEquals(List.of(), ready(999));
    assertEquals(Optional.of(at(1000)), order.nextDue());
    assertEquals(List.of("-5000"), ready(1000));
  }

  @Test
  void aSourceThatWasHeardJustNowIsWaitedForAndNotForLong() {
    order.open(ALPHA, at(0));
    order.open(BETA, at(0));
    order.add(BETA, line(1), at(2000));
    order.add(ALPHA, line(2), at(2001));
    assertEquals(List.of("1"), ready(2001));
    assertEquals(List.of(), ready(2249), "the next of beta may be on its way");
    assertEquals(List.of("2"), ready(2250));
  }

  @Test
  void aFreshLineWaitsForOthersByItsAgeAndAnOldOneDoesNot() {
    order.open(ALPHA, at(0));
    order.open(BETA, at(0));
    order.add(ALPHA, line(1000), at(5000));
    order.add(ALPHA, line(4990), at(5000));
    assertEquals(List.of("1000"), ready(5000));
    assertEquals(Optional.of(at(5240)), order.nextDue());
    assertEquals(List.of("4990"), ready(5240));
  }

  @Test
  void aClockThatIsAheadHoldsNothingUp() {
    order.open(ALPHA, at(0));
    order.open(BETA, at(0));
    order.add(ALPHA, line(60_000), at(5000));
    assertEquals(Optional.of(at(5250)), order.nextDue());
    assertEquals(List.of("60000"), ready(5250));
  }

  @Test
  void aSilentSourceIsOverdueOnceItsTimeIsUp() {
    order.open(ALPHA, at(0));
    assertFalse(order.isOverdue(ALPHA, at(999)));
    assertTrue(order.isOverdue(ALPHA, at(1000)));
    order.add(ALPHA, line(1), at(1000));
    assertFalse(order.isOverdue(ALPHA, at(9000)), "what it sent waits for the reader");
    assertEquals(List.of("1"), ready(9000));
    assertTrue(order.isOverdue(ALPHA, at(9000)));
  }

  @Test
  void whatASourceSendsAfterItsEndIsDropped() {
    order.open(ALPHA, at(0));
    order.add(ALPHA, line(1), at(0));
    order.end(ALPHA);
    order.add(ALPHA, line(2), at(0));
    assertEquals(List.of("1"), ready(0));
    assertTrue(order.isOver());
  }

  @Test
  void noLineIsLostOrHeldLongerThanTheLongerSpanWhateverComes() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 200; round++) {
      TimeOrder merged = new TimeOrder(FIRST, WINDOW);
      List<NodeId> nodes = List.of(ALPHA, BETA, new NodeId("c".repeat(32)));
      nodes.forEach(node -> merged.open(node, at(0)));
      int given = 0;
      int sent = 0;
      long now = 0;
      for (int i = 0; i < 100; i++) {
        now += random.nextInt(200);
        merged.add(nodes.get(random.nextInt(3)), line(now - random.nextInt(300)), at(now));
        sent++;
        if (random.nextInt(3) == 0) while (merged.next(at(now)).isPresent()) given++;
      }
      now += 1000;
      while (merged.next(at(now)).isPresent()) given++;
      assertEquals(sent, given);
    }
  }
}

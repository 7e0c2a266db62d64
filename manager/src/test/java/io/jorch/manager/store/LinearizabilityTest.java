package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  private static Call write(long from, long to, String value) {
    return new Call(from, to, new Call.Action.Write(value), new Call.Answer.Done());
  }

  private static Call lost(long from, String value) {
    return new Call(from, Call.NEVER, new Call.Action.Write(value), new Call.Answer.Unknown());
  }

  private static Call swap(long from, long to, String expected, String value, boolean done) {
    return new Call(
        from,
        to,
        new Call.Action.Swap(Optional.of(expected), value),
        done ? new Call.Answer.Done() : new Call.Answer.Conflict());
  }

  private static Call read(long from, long to, String value) {
    return new Call(
        from,
        to,
        new Call.Action.Read(),
        new Call.Answer.Found(value.isEmpty() ? Optional.empty() : Optional.of(value)));
  }

  private static void good(Call... calls) {
    assertTrue(Linearizability.holds(List.of(calls)));
  }

  private static void bad(Call... calls) {
    assertFalse(Linearizability.holds(List.of(calls)));
  }

  @Test
  void acceptsWhatHappenedOneAfterTheOther() {
    good();
    good(read(0, 1, ""), write(2, 3, "a"), read(4, 5, "a"), swap(6, 7, "a", "b", true));
  }

  @Test
  void acceptsEitherOrderOfConcurrentWrites() {
    good(write(0, 10, "a"), write(1, 9, "b"), read(11, 12, "a"));
    good(write(0, 10, "a"), write(1, 9, "b"), read(11, 12, "b"));
  }

  @Test
  void acceptsAReadOfAWriteThatIsNotAnsweredYet() {
    good(write(0, 10, "a"), read(1, 2, "a"), read(3, 4, "a"));
  }

  @Test
  void refusesAStaleRead() {
    bad(write(0, 1, "a"), write(2, 3, "b"), read(4, 5, "a"));
  }

  @Test
  void refusesAReadThatGoesBackInTime() {
    bad(write(0, 1, "a"), write(2, 20, "b"), read(3, 4, "b"), read(5, 6, "a"));
  }

  @Test
  void refusesAnAcknowledgedWriteThatWasLost() {
    bad(write(0, 1, "a"), read(2, 3, ""));
  }

  @Test
  void refusesTwoSwapsThatWonTheSameVersion() {
    bad(write(0, 1, "a"), swap(2, 5, "a", "b", true), swap(2, 5, "a", "c", true));
    good(write(0, 1, "a"), swap(2, 5, "a", "b", true), swap(2, 5, "a", "c", false));
  }

  @Test
  void refusesAConflictWithNothing() {
    bad(write(0, 1, "a"), swap(2, 3, "a", "b", false));
  }

  @Test
  void refusesAValueThatNobodyWrote() {
    bad(write(0, 1, "a"), read(2, 3, "b"));
  }

  @Test
  void lostAnswersMayMeanYesOrNoButNotBoth() {
    good(write(0, 1, "a"), lost(2, "b"), read(10, 11, "a"));
    good(write(0, 1, "a"), lost(2, "b"), read(10, 11, "b"));
    good(write(0, 1, "a"), lost(2, "b"), read(10, 11, "a"), read(12, 13, "b"));
    bad(write(0, 1, "a"), lost(2, "b"), read(10, 11, "b"), read(12, 13, "a"));
    bad(lost(2, "b"), read(0, 1, "b"));
  }

  @Test
  void agreesWithTryingEveryOrderOnThousandsOfSmallHistories() {
    Random random = new Random(7);
    int accepted = 0;
    for (int i = 0; i < 4_000; i++) {
      List<Call> calls = new ArrayList<>();
      for (int j = 0; j < 2 + random.nextInt(5); j++) {
        calls.add(any(random));
      }
      boolean expected = anyOrder(calls, new Call.Register(Optional.empty()));
      assertEquals(expected, Linearizability.holds(calls), calls::toString);
      accepted += expected ? 1 : 0;
    }
    assertTrue(accepted > 500 && accepted < 3_500, "accepted " + accepted);
  }

  private static Call any(Random random) {
    long from = random.nextInt(12);
    long to = from + 1 + random.nextInt(8);
    String value = String.valueOf((char) ('a' + random.nextInt(3)));
    return switch (random.nextInt(5)) {
      case 0 -> write(from, to, value);
      case 1 -> lost(from, value);
      case 2 -> swap(from, to, value, value + "x", random.nextBoolean());
      case 3 -> read(from, to, random.nextBoolean() ? value : "");
      default -> read(from, to, value);
    };
  }

  /// Takes each call next that no other one ended before, to any depth.
  private static boolean anyOrder(List<Call> left, Call.Register register) {
    if (left.stream().allMatch(call -> call.returned() == Call.NEVER)) {
      return true;
    }
    long end = left.stream().mapToLong(Call::returned).min().orElseThrow();
    for (Call call : left) {
      if (call.invoked() < end) {
        List<Call> rest = new ArrayList<>(left);
        rest.remove(call);
        if (call.on(register).filter(after -> anyOrder(rest, after)).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void acceptsLongHistoriesAndNoticesOneWrongAnswer() {
    List<Call> calls = new ArrayList<>();
    Random random = new Random(11);
    Optional<String> now = Optional.empty();
    for (int i = 0; i < 3_000; i++) {
      long moment = 100L * i;
      long from = moment - random.nextInt(400);
      long to = moment + 1 + random.nextInt(400);
      if (random.nextBoolean()) {
        now = Optional.of("v" + i);
        calls.add(write(from, to, "v" + i));
      } else {
        calls.add(new Call(from, to, new Call.Action.Read(), new Call.Answer.Found(now)));
      }
    }
    Collections.shuffle(calls, random);
    assertTrue(Linearizability.holds(calls));
    calls.add(read(250_000, 250_001, "v2"));
    calls.add(write(199, 200, "v2"));
    assertFalse(Linearizability.holds(calls));
  }
}

package io.jorch.cli.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServedTest {
  /// One question a millisecond, each answered half a millisecond later; `-` is no answer.
  private static Served of(String... answers) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      Optional<String> by = Optional.of(answers[i]).filter(name -> !name.equals("-"));
      samples.add(new Sample(millis(i), millis(i) + 500_000, by));
    }
    return new Served(samples);
  }

  private static long millis(int count) {
    return count * 1_000_000L;
  }

  @Test
  void withoutFailureThereIsNoOutage() {
    assertEquals(Duration.ZERO, of("a", "b", "a").longestOutage());
    assertEquals(Duration.ZERO, of().longestOutage());
  }

  @Test
  void theLongestOutageLastsFromTheFirstFailureToTheNextGoodAnswer() {
    Served served = of("a", "-", "a", "-", "-", "-", "a", "-", "a");
    assertEquals(Duration.ofNanos(3_500_000), served.longestOutage());
    assertEquals(5, served.failures());
  }

  @Test
  void anOutageThatDoesNotEndCountsToTheEnd() {
    assertEquals(Duration.ofNanos(2_500_000), of("a", "-", "-", "-").longestOutage());
  }

  @Test
  void replicasThatWereStruckDoNotCount() {
    Served served = of("a", "b", "c", "a", "b", "a", "d");
    assertEquals(
        Optional.of(Duration.ofNanos(3_500_000)), served.untilReplicas(3, millis(3), Set.of("c")));
    assertEquals(Optional.empty(), served.untilReplicas(4, millis(3), Set.of("c")));
  }

  @Test
  void answersToEarlierQuestionsDoNotCount() {
    assertEquals(Optional.empty(), of("a", "b", "a").untilReplicas(2, millis(2), Set.of()));
  }
}

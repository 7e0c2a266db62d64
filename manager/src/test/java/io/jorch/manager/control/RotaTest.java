package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RotaTest {
  private static final Instant START = Instant.EPOCH;
  private final Rota<Integer> rota = new Rota<>(Duration.ofSeconds(30));

  @Test
  void eachHasItsTurnWithinThePeriodAndNeverAllAtOnce() {
    for (int n = 0; n < 60; n++) rota.add(n);
    assertEquals(List.of(), rota.due(START));
    Set<Integer> met = new HashSet<>();
    for (int second = 1; second <= 30; second++) {
      List<Integer> turn = rota.due(START.plusSeconds(second));
      assertEquals(2, turn.size());
      met.addAll(turn);
    }
    assertEquals(60, met.size());
  }

  @Test
  void aSingleOneHasItsTurnOncePerPeriod() {
    rota.add(1);
    int turns = 0;
    for (int millis = 0; millis <= 90_000; millis += 700) {
      turns += rota.due(START.plusMillis(millis)).size();
    }
    assertTrue(turns == 2 || turns == 3, () -> "not once in thirty seconds");
  }

  @Test
  void nobodyIsMetTwiceInOneTurnHoweverLongItTook() {
    for (int n = 0; n < 3; n++) rota.add(n);
    assertEquals(List.of(), rota.due(START));
    assertEquals(List.of(0, 1, 2), rota.due(START.plusSeconds(3_600)));
  }
}

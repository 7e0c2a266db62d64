package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;
  private long clock = Long.MAX_VALUE - SECOND; // nanoTime may overflow at any moment
  private long effort;
  private final Pace pace = new Pace(() -> clock, () -> effort);

  private void passes(long waited, long worked) {
    clock += waited + worked;
    effort += worked;
  }

  @Test
  void restsThreeTimesAsLongAsItWorked() {
    assertTrue(pace.due());
    pace.run(() -> passes(0, SECOND));
    assertFalse(pace.due());
    passes(3 * SECOND - 1, 0);
    assertFalse(pace.due());
    passes(1, 0);
    assertTrue(pace.due());
  }

  @Test
  void isDueAtOnceAfterItOnlyWaited() {
    pace.run(() -> passes(8 * SECOND, SECOND / 100));
    assertTrue(pace.due());
  }

  @Test
  void isDueAtOnceAfterAFailure() {
    assertThrows(
        IllegalStateException.class,
        () ->
            pace.run(
                () -> {
                  passes(0, SECOND);
                  throw new IllegalStateException("no answer");
                }));
    assertTrue(pace.due());
  }

  @Test
  void countsOnlyTheProcessorsTimeOfItsThread() {
    Pace here = Pace.byProcessorTime();
    here.run(() -> sleep(200));
    assertTrue(here.due());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

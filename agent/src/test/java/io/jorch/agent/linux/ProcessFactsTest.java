package io.jorch.agent.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessFactsTest {
  private static final String STAT =
      "4711 (a) b (c) S 4700 4711 4711 0 -1 4194560 1 0 0 0 150 25 0 0 20 0 1 0 9000 1 2 3";
  private static final String STATUS =
      "Name:\ta) b (c\nNSpid:\t4711\t17\t1\nUid:\t0\t1000\t0\t0\nVmRSS:\t     812 kB\n";

  @Test
  void readsWhatTheKernelTells() {
    assertEquals(
        new ProcessFacts(
            4711,
            1,
            4700,
            1000,
            "S",
            Duration.ofMillis(1750),
            Duration.ofSeconds(90),
            812 * 1024,
            "sleep 10"),
        ProcessFacts.parse(4711, STAT, STATUS, "sleep\00010\000"));
  }

  @Test
  void whatHasNoArgumentsIsShownByItsShortName() {
    assertEquals("[a) b (c]", ProcessFacts.parse(4711, STAT, STATUS, "").command());
  }

  @Test
  void thisProcessHasStartedSinceTheMachineWasBooted() throws IOException {
    ProcessFacts self =
        ProcessFacts.of(Math.toIntExact(ProcessHandle.current().pid())).orElseThrow();
    assertTrue(self.command().contains("java"), self::toString);
    assertTrue(self.residentBytes() > 1 << 20, self::toString);
    Instant started = ProcessFacts.boot().plus(self.start());
    assertTrue(started.isBefore(Instant.now().plusSeconds(2)), started::toString);
    assertTrue(ProcessFacts.of(Integer.MAX_VALUE).isEmpty());
  }
}

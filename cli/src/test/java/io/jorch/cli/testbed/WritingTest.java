package io.jorch.cli.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WritingTest {
  @Test
  void onlyWhatWasAcknowledgedCanBeLost() throws Exception {
    CountDownLatch some = new CountDownLatch(6);
    Set<String> refused = new TreeSet<>();
    Writing.Write good = name -> done(some);
    Writing.Write bad =
        name -> {
          refused.add(name);
          throw new IllegalStateException("no answer");
        };
    Writing writing = Writing.start("w", List.of(good, bad), Duration.ofMillis(1));
    some.await();
    writing.close();
    assertTrue(writing.acknowledged().containsAll(Set.of("w-0-0", "w-0-1", "w-0-5")));
    assertTrue(writing.acknowledged().stream().noneMatch(refused::contains));
    Set<String> there = new TreeSet<>(writing.acknowledged());
    there.remove("w-0-3");
    assertEquals(Set.of("w-0-3"), writing.lost(there));
    assertTrue(writing.untilAcknowledged(0).isPresent());
    assertEquals(Optional.empty(), writing.untilAcknowledged(System.nanoTime()));
  }

  private static boolean done(CountDownLatch some) {
    some.countDown();
    return true;
  }
}

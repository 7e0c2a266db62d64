package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipWatchTest {
  private static final Peer SELF = new Peer(Ensemble.id("a"), new PeerAddress("10.0.0.1", 7438));
  private static final Peer OTHER = new Peer(Ensemble.id("b"), new PeerAddress("10.0.0.2", 7438));
  private static final Standing LEADERLESS = new Standing.Leaderless(Instant.EPOCH);

  private final AtomicReference<Standing> stands = new AtomicReference<>(LEADERLESS);
  private final LeadershipWatch watch = new LeadershipWatch(Optional.of(SELF), stands::get);

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void eachChangeIsToldOnce() {
    List<Standing> told = new ArrayList<>();
    watch.listen(told::add);
    watch.step();
    watch.step();
    stands.set(new Standing.Leading(3));
    watch.step();
    stands.set(new Standing.Leading(5));
    watch.step();
    watch.step();
    assertEquals(List.of(LEADERLESS, new Standing.Leading(3), new Standing.Leading(5)), told);
  }

  @Test
  void oneThatThrowsOrHasEndedCostsTheOthersNothing() {
    List<Standing> told = new ArrayList<>();
    watch.listen(
        standing -> {
          throw new IllegalStateException("a listener that fails, on purpose");
        });
    watch.listen(told::add);
    Watch ended = watch.listen(told::add);
    ended.close();
    watch.step();
    assertEquals(List.of(LEADERLESS), told);
  }

  @Test
  void theLeaderIsThisMemberOrTheOtherOrNobody() {
    assertEquals(Optional.empty(), watch.leader());
    stands.set(new Standing.Following(OTHER, 3));
    assertEquals(Optional.of(OTHER), watch.leader());
    assertEquals(OptionalLong.empty(), watch.leads());
    stands.set(new Standing.Leading(4));
    assertEquals(Optional.of(SELF), watch.leader());
    assertEquals(OptionalLong.of(4), watch.leads());
    stands.set(new Standing.Outside());
    assertEquals(Optional.empty(), watch.leader());
  }
}

package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.api.Event;
import io.jorch.manager.control.Operations.EventQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
  private final EventLog log = new EventLog(java.time.InstantSource.system());

  @Test
  void givesPastEventsOfOneStack() {
    log.add(T, "task", "created", "1", Map.of("stack", "shop"));
    log.add(T.plusSeconds(1), "task", "created", "2", Map.of("stack", "other"));
    log.add(T.plusSeconds(2), "stack", "updated", "shop", Map.of());
    assertEquals(List.of("1", "shop"), ids(query(Optional.of("shop"), Optional.empty())));
    assertEquals(List.of("2", "shop"), ids(query(Optional.empty(), Optional.of(T.plusSeconds(1)))));
  }

  @Test
  void followersGetWhatComesLater() throws InterruptedException {
    log.add(T, "task", "created", "early", Map.of());
    List<String> seen = new ArrayList<>();
    CountDownLatch two = new CountDownLatch(2);
    EventQuery follow = new EventQuery(Optional.empty(), Optional.of(T), Optional.empty(), true);
    Thread follower =
        Thread.ofVirtual()
            .start(
                () ->
                    log.read(
                        follow,
                        event -> {
                          seen.add(event.id());
                          two.countDown();
                        }));
    log.add(T.plusSeconds(1), "task", "started", "late", Map.of());
    two.await();
    follower.interrupt();
    follower.join();
    assertEquals(List.of("early", "late"), seen);
  }

  private static EventQuery query(Optional<String> stack, Optional<Instant> since) {
    return new EventQuery(stack, since, Optional.empty(), false);
  }

  private List<String> ids(EventQuery query) {
    List<Event> events = new ArrayList<>();
    log.read(query, events::add);
    return events.stream().map(Event::id).toList();
  }
}

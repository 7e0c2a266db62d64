package io.jorch.manager.control;

import io.jorch.core.api.Event;
import io.jorch.manager.control.Operations.EventQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The latest events, for those who ask afterwards and those who follow. A follower that is slower
/// than `KEPT` events misses the oldest of them, and is told so.
final class EventLog {
  private static final int KEPT = 20_000;
  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private final Feed feed = new Feed();
  private final InstantSource clock;
  private long first;

  EventLog(InstantSource clock) {
    this.clock = clock;
  }

  void add(Instant time, String kind, String action, String id, Map<String, String> attributes) {
    synchronized (events) {
      events.addLast(new Event(time, kind, action, id, attributes));
      if (events.size() > KEPT) {
        events.removeFirst();
        first++;
      }
    }
    feed.changed();
  }

  /// Sends what there is, and with `follow` whatever comes, until the sink throws.
  void read(EventQuery query, Consumer<Event> sink) {
    long next = query.follow() && query.since().isEmpty() ? end() : 0;
    try {
      while (true) {
        long seen = feed.generation();
        next = send(next, query, sink);
        if (!query.follow() || past(query)) return;
        feed.await(seen, Duration.ofSeconds(60));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean past(EventQuery query) {
    return query.until().map(until -> !clock.instant().isBefore(until)).orElse(false);
  }

  private long end() {
    synchronized (events) {
      return first + events.size();
    }
  }

  private long send(long next, EventQuery query, Consumer<Event> sink) {
    List<Event> batch;
    long missed;
    long end;
    synchronized (events) {
      missed = Math.max(0, first - next);
      batch =
          events.stream()
              .skip(Math.max(0, next - first))
              .collect(ArrayList::new, List::add, List::addAll);
      end = first + events.size();
    }
    if (missed > 0 && next > 0) sink.accept(gap(missed));
    for (Event event : batch) if (matches(query, event)) sink.accept(event);
    return end;
  }

  private Event gap(long missed) {
    return new Event(
        clock.instant(), "node", "missed", "events", Map.of("count", Long.toString(missed)));
  }

  private static boolean matches(EventQuery query, Event event) {
    return query.since().map(since -> !event.time().isBefore(since)).orElse(true)
        && query.until().map(until -> event.time().isBefore(until)).orElse(true)
        && query
            .stack()
            .map(
                stack ->
                    stack.equals(event.attributes().get("stack"))
                        || (event.kind().equals("stack") && stack.equals(event.id())))
            .orElse(true);
  }
}

package io.jorch.manager.stream;

import io.jorch.core.api.LogLine;
import io.jorch.core.model.NodeId;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.LogSelection;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The logs of some tasks from all nodes that have any, as one stream in the order of time. What is
/// missing is said in a line of the stream [LogLine#NOTICE]. A follower takes in nodes that get
/// such tasks later, and those that come back.
public final class MergedLogs {
  /// How a follower waits: new nodes get a second to send what they have, and lines a quarter of
  /// one to come in order.
  private static final TimeOrderSpans FOLLOWING =
      new TimeOrderSpans(Duration.ofSeconds(1), Duration.ofMillis(250));

  /// Without following, a node that has sent nothing for so long is given up.
  private static final TimeOrderSpans READING =
      new TimeOrderSpans(Duration.ofSeconds(10), Duration.ofSeconds(10));

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int MOST_HELD = 1000;

  private record TimeOrderSpans(Duration first, Duration window) {}

  private final Origins origins;
  private final LogSelection selection;
  private final LogQuery query;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final TimeOrder order;
  private final Map<NodeId, Thread> readers = new HashMap<>();
  private final Map<NodeId, Instant> heard = new HashMap<>();
  private final Set<NodeId> missing = new HashSet<>();
  private final Queue<LogLine> notices = new ArrayDeque<>();
  private Set<NodeId> atFirst = Set.of();
  private Instant nextLook = Instant.MIN;
  private boolean news;
  private boolean closed;

  public MergedLogs(Origins origins, LogSelection selection, LogQuery query, InstantSource clock) {
    this.origins = origins;
    this.selection = selection;
    this.query = query;
    this.clock = clock;
    TimeOrderSpans spans = query.follow() ? FOLLOWING : READING;
    this.order = new TimeOrder(spans.first(), spans.window());
  }

  /// Gives lines to the sink, on the caller's thread, until all nodes have sent theirs; when
  /// following, until the sink throws or the thread is interrupted.
  public void sendTo(Consumer<LogLine> sink) throws IOException {
    try {
      atFirst = origins.nodes();
      look(atFirst);
      while (true) {
        give(sink);
        if (isOver()) return;
        await();
        if (query.follow()) lookAgain();
        else giveUpOverdue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void lookAgain() {
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) return;
    nextLook = now.plus(LOOK_AGAIN);
    look(origins.nodes());
  }

  /// Begins to read from nodes that are not read from yet.
  private void look(Set<NodeId> nodes) {
    lock.lock();
    try {
      for (NodeId node : nodes) {
        if (readers.containsKey(node)) continue;
        Optional<NodeService> service = origins.of(node);
        if (service.isPresent()) read(node, service.get());
        else missing(node, origins.trouble(node));
      }
    } finally {
      lock.unlock();
    }
  }

  private void read(NodeId node, NodeService service) {
    if (missing.remove(node)) say("node " + origins.name(node) + " answers again");
    order.open(node, clock.instant());
    LogQuery wanted = wanted(node);
    readers.put(
        node, Thread.ofVirtual().name("logs-of-node").start(() -> readAll(node, service, wanted)));
  }

  /// From a node that had nothing at first everything is new; one that broke off goes on behind its
  /// last line.
  private LogQuery wanted(NodeId node) {
    Instant last = heard.get(node);
    if (last == null && atFirst.contains(node)) return query;
    Optional<Instant> since = last == null ? query.since() : Optional.of(last.plusNanos(1));
    return new LogQuery(OptionalInt.empty(), since, query.until(), query.follow());
  }

  private void readAll(NodeId node, NodeService service, LogQuery wanted) {
    try {
      service.logs(selection, wanted, line -> take(node, line));
      ended(node, "");
    } catch (IOException | RuntimeException e) {
      ended(node, String.valueOf(e.getMessage()));
    }
  }

  private void take(NodeId node, LogLine line) {
    lock.lock();
    try {
      while (!closed && order.held(node) >= MOST_HELD) room.await();
      if (closed || !order.isOpen(node)) throw new IllegalStateException("nobody reads any more");
      order.add(node, line, clock.instant());
      heard.put(node, line.time());
      tell();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody reads any more", e);
    } finally {
      lock.unlock();
    }
  }

  private void ended(NodeId node, String why) {
    lock.lock();
    try {
      if (!closed && order.isOpen(node) && !why.isEmpty()) {
        missing(node, "the logs of node " + origins.name(node) + " broke off: " + why);
      }
      order.end(node);
      if (query.follow()) readers.remove(node);
      tell();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    news = true;
    changed.signal();
  }

  private void missing(NodeId node, String trouble) {
    if (missing.add(node)) say(trouble + "; its logs are missing here");
  }

  private void say(String text) {
    notices.add(new LogLine("", "", 0, clock.instant(), LogLine.NOTICE, text));
    tell();
  }

  private void give(Consumer<LogLine> sink) {
    for (Optional<LogLine> line = poll(); line.isPresent(); line = poll()) sink.accept(line.get());
  }

  private Optional<LogLine> poll() {
    lock.lock();
    try {
      LogLine notice = notices.poll();
      if (notice != null) return Optional.of(notice);
      Optional<LogLine> line = order.next(clock.instant());
      if (line.isPresent()) room.signalAll();
      return line;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return !query.follow() && order.isOver() && notices.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Until something comes, something held may go out, or it is time to look for nodes again.
  private void await() throws InterruptedException {
    lock.lock();
    try {
      if (!notices.isEmpty()) return;
      Duration most = LOOK_AGAIN;
      Optional<Duration> due =
          order.nextDue().map(at -> at.equals(Instant.MIN) ? Duration.ZERO : until(at));
      if (due.isPresent() && due.get().compareTo(most) < 0) most = due.get();
      for (long left = most.toNanos(); !news && left > 0; ) left = changed.awaitNanos(left);
      news = false;
    } finally {
      lock.unlock();
    }
  }

  private Duration until(Instant at) {
    return Duration.between(clock.instant(), at);
  }

  private void giveUpOverdue() {
    lock.lock();
    try {
      for (Map.Entry<NodeId, Thread> reader : readers.entrySet()) {
        NodeId node = reader.getKey();
        if (!order.isOverdue(node, clock.instant())) continue;
        missing(node, "node " + origins.name(node) + " does not answer");
        order.end(node);
        reader.getValue().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      readers.values().forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }
}

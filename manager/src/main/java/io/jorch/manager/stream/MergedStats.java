package io.jorch.manager.stream;

import io.jorch.core.api.TaskStats;
import io.jorch.core.model.NodeId;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.TaskSelection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What containers use, from all nodes that run any, as it is measured. Nodes that get such tasks
/// later are taken in; of a node that cannot be reached nothing comes until it can.
public final class MergedStats {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int MOST_HELD = 1000;
  private final Origins origins;
  private final TaskSelection selection;
  private final Map<NodeId, Thread> readers = new HashMap<>();
  private final LinkedBlockingQueue<TaskStats> figures = new LinkedBlockingQueue<>(MOST_HELD);

  public MergedStats(Origins origins, TaskSelection selection) {
    this.origins = origins;
    this.selection = selection;
  }

  /// Until the sink throws or the thread is interrupted.
  public void sendTo(Consumer<TaskStats> sink) {
    try {
      while (true) {
        look();
        long end = System.nanoTime() + LOOK_AGAIN.toNanos();
        for (long left = LOOK_AGAIN.toNanos(); left > 0; left = end - System.nanoTime()) {
          TaskStats next = figures.poll(left, TimeUnit.NANOSECONDS);
          if (next != null) sink.accept(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.values().forEach(Thread::interrupt);
    }
  }

  private void look() {
    readers.values().removeIf(thread -> !thread.isAlive());
    for (NodeId node : origins.nodes()) {
      Optional<NodeService> service = origins.of(node);
      if (service.isEmpty() || readers.containsKey(node)) continue;
      String name = origins.name(node);
      readers.put(
          node, Thread.ofVirtual().name("stats-of-node").start(() -> read(service.get(), name)));
    }
  }

  private void read(NodeService service, String name) {
    try {
      service.stats(selection, row -> put(row.on(name)));
    } catch (IOException | RuntimeException brokenOff) {
      // it is asked again as long as it has such tasks
    }
  }

  private void put(TaskStats row) {
    try {
      figures.put(row);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody reads any more", e);
    }
  }
}

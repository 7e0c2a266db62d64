package io.jorch.manager.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands changes to listeners, in commit order, on one thread of its own: the thread that applies
/// the log never runs foreign code.
final class Watchers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

  private record Subscription(String kind, ChangeListener listener) {
    void deliver(List<Change> changes) {
      List<Change> wanted =
          kind.isEmpty()
              ? changes
              : changes.stream().filter(change -> change.key().kind().equals(kind)).toList();
      if (!wanted.isEmpty()) {
        listener.changed(wanted);
      }
    }
  }

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("jorch-store-watch").factory());
  private final Object order = new Object();
  private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /// From a commit that is published after this returns, `listener` misses nothing.
  Watch add(String kind, ChangeListener listener) {
    Subscription subscription = new Subscription(kind, listener);
    synchronized (order) {
      subscriptions.add(subscription);
    }
    return () -> subscriptions.remove(subscription);
  }

  /// Publishes a state and queues its changes for those who watch at this moment.
  void inOrder(Supplier<List<Change>> publication) {
    synchronized (order) {
      List<Change> changes = publication.get();
      if (!changes.isEmpty() && !subscriptions.isEmpty()) {
        List<Subscription> now = List.copyOf(subscriptions);
        run(() -> now.forEach(each -> guarded(each, () -> each.deliver(changes))));
      }
    }
  }

  void reloaded() {
    run(() -> subscriptions.forEach(each -> guarded(each, each.listener()::reloaded)));
  }

  private void run(Runnable delivery) {
    try {
      thread.execute(delivery);
    } catch (RejectedExecutionException e) {
      LOG.debug("a change was not delivered: the store is closed");
    }
  }

  /// A listener that throws must not cost the others their changes.
  private void guarded(Subscription subscription, Runnable delivery) {
    if (!subscriptions.contains(subscription)) {
      return;
    }
    try {
      delivery.run();
    } catch (RuntimeException e) {
      LOG.error("a listener for changes of '{}' failed", subscription.kind(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}

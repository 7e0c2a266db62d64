package io.jorch.manager.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at where this member stands, often, and tells of changes: Ratis tells only of some of
/// them, and is silent about a leader that went missing.
final class LeadershipWatch implements Leadership, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeadershipWatch.class);
  private static final long LOOK_MILLIS = 50;

  private static final class Listener {
    private final Consumer<Standing> consumer;
    private @Nullable Standing told;

    private Listener(Consumer<Standing> consumer) {
      this.consumer = consumer;
    }
  }

  private final Optional<Peer> self;
  private final Supplier<Standing> look;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("jorch-store-leadership").factory());

  LeadershipWatch(Optional<Peer> self, Supplier<Standing> look) {
    this.self = self;
    this.look = look;
  }

  @Override
  public Optional<Peer> self() {
    return self;
  }

  @Override
  public Standing now() {
    return look.get();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread
  public Watch watch(Consumer<Standing> consumer) {
    Watch watch = listen(consumer);
    if (looking.compareAndSet(false, true)) {
      thread.scheduleWithFixedDelay(this::step, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return watch;
  }

  /// Without a thread that looks.
  Watch listen(Consumer<Standing> consumer) {
    Listener listener = new Listener(consumer);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Tells each listener what it was not told yet.
  void step() {
    try {
      Standing now = look.get();
      for (Listener listener : listeners) {
        if (!now.equals(listener.told)) {
          listener.told = now;
          tell(listener, now);
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("the standing cannot be told while the store closes", e);
    }
  }

  /// A listener that throws must not cost the others what they wait for.
  private static void tell(Listener listener, Standing now) {
    try {
      listener.consumer.accept(now);
    } catch (RuntimeException e) {
      LOG.error("a listener for the leadership failed at {}", now, e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}

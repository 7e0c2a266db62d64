package io.jorch.cli.daemon;

import io.jorch.manager.control.ManagerNode;
import io.jorch.manager.store.Leadership;
import io.jorch.manager.store.Standing;
import io.jorch.manager.store.Watch;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides while this member of the store leads it, and not a moment longer: each time it begins to
/// lead, a new manager starts from nothing.
final class Reign implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reign.class);

  private final LongFunction<ManagerNode> begin;
  private final Watch watch;
  private OptionalLong epoch = OptionalLong.empty();
  private Optional<ManagerNode> manager = Optional.empty();
  private boolean closed;

  /// @param begin makes the manager of an epoch, not started yet
  Reign(Leadership leadership, LongFunction<ManagerNode> begin) {
    this.begin = begin;
    this.watch = leadership.watch(this::standing);
  }

  private synchronized void standing(Standing now) {
    OptionalLong next =
        now instanceof Standing.Leading leading
            ? OptionalLong.of(leading.epoch())
            : OptionalLong.empty();
    if (next.equals(epoch) || closed) return;
    end();
    if (next.isPresent()) begin(next.getAsLong());
  }

  private void begin(long number) {
    try {
      ManagerNode fresh = begin.apply(number);
      manager = Optional.of(fresh);
      fresh.start();
      LOG.info("this manager decides from now on, in epoch {}", number);
      epoch = OptionalLong.of(number);
    } catch (RuntimeException e) {
      LOG.error("this manager leads but could not begin to decide", e);
    }
    notifyAll();
  }

  private void end() {
    if (manager.isEmpty()) return;
    LOG.info("this manager decides no more, after epoch {}", epoch);
    epoch = OptionalLong.empty();
    try {
      manager.get().close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the manager that led did not end cleanly: {}", e.getMessage(), e);
    }
    manager = Optional.empty();
  }

  /// The manager, while this member leads.
  synchronized Optional<ManagerNode> manager() {
    return manager;
  }

  /// Waits for the first manager, but not for ever.
  synchronized Optional<ManagerNode> await(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (manager.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) break;
      wait(left);
    }
    return manager;
  }

  @Override
  public void close() {
    watch.close();
    synchronized (this) {
      closed = true;
      end();
    }
  }
}

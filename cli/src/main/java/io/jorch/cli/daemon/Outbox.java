package io.jorch.cli.daemon;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.Id;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this node has observed, on its way to the cluster's maps: the latest of each kind, kept for
/// as long as it is true, so that all of it can be told again to a manager that is new or to maps
/// that were lost. One thread sends, so that nobody else waits for a cluster that does not answer.
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final long PATIENCE_SECONDS = 10;
  private static final long REST_MILLIS = 500;

  private record Address(MapName<?, ?> map, Id key) {}

  /// Puts one value where it belongs.
  private interface Letter {
    CompletionStage<?> send(Cluster cluster);
  }

  private final Supplier<Cluster> cluster;
  private final Map<Address, Letter> kept = new LinkedHashMap<>();
  private final Map<Address, Letter> unsent = new LinkedHashMap<>();
  private final Thread thread;
  private Optional<Attendance> attendance = Optional.empty();
  private boolean attendanceSent = true;
  private boolean busy;
  private boolean closed;

  /// @param cluster gives the cluster, waiting for it at first
  Outbox(Supplier<Cluster> cluster) {
    this.cluster = cluster;
    thread = Thread.ofPlatform().daemon().name("reports").start(this::run);
  }

  /// Tells a value, whatever the map holds.
  <K extends Id, V> void tell(MapName<K, V> map, K key, V value, long stamp) {
    add(new Address(map, key), there -> there.map(map).send(key, value, stamp), true);
  }

  /// Tells a value unless the map holds a newer one.
  <K extends Id, V> void tellIfNewer(MapName<K, V> map, K key, V value, long stamp) {
    add(new Address(map, key), there -> there.map(map).putIfNewer(key, value, stamp), true);
  }

  /// Takes a value back.
  <K extends Id, V> void withdraw(MapName<K, V> map, K key) {
    add(new Address(map, key), there -> there.map(map).remove(key), false);
  }

  /// No longer tells a value again once it has been sent.
  synchronized <K extends Id, V> void settle(MapName<K, V> map, K key) {
    kept.remove(new Address(map, key));
  }

  private synchronized void add(Address address, Letter letter, boolean keep) {
    if (keep) kept.put(address, letter);
    else kept.remove(address);
    unsent.remove(address); // its place is after what was told before
    unsent.put(address, letter);
    notifyAll();
  }

  /// Says that everything was told, once everything before it has been sent.
  synchronized void attend(Attendance now) {
    attendance = Optional.of(now);
    attendanceSent = false;
    notifyAll();
  }

  synchronized Optional<Attendance> attendance() {
    return attendance;
  }

  /// Tells everything again.
  synchronized void tellAll() {
    kept.forEach(unsent::putIfAbsent);
    attendanceSent = attendance.isEmpty();
    notifyAll();
  }

  /// Waits until all is sent, but not for ever.
  synchronized void flush(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!unsent.isEmpty() || !attendanceSent || busy) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) return;
      wait(left);
    }
  }

  private void run() {
    try {
      Cluster there = cluster.get();
      while (true) {
        Batch batch = next();
        boolean sent = batch.send(there);
        done(batch, sent);
        if (!sent) Thread.sleep(REST_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Batch next() throws InterruptedException {
    while (unsent.isEmpty() && attendanceSent && !closed) wait();
    if (closed) throw new InterruptedException();
    Batch batch =
        new Batch(new LinkedHashMap<>(unsent), attendanceSent ? Optional.empty() : attendance);
    unsent.clear();
    attendanceSent = true;
    busy = true;
    return batch;
  }

  /// What could not be sent is sent again, unless something newer waits in its place.
  private synchronized void done(Batch batch, boolean sent) {
    busy = false;
    if (!sent) {
      batch.letters().forEach(unsent::putIfAbsent);
      tellAll();
    }
    notifyAll();
  }

  private record Batch(Map<Address, Letter> letters, Optional<Attendance> attendance) {
    boolean send(Cluster cluster) throws InterruptedException {
      try {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        letters.values().forEach(each -> answers.add(each.send(cluster).toCompletableFuture()));
        await(answers);
        if (attendance.isPresent()) {
          Attendance told = attendance.get();
          await(
              List.of(
                  cluster
                      .map(MapName.ATTENDANCE)
                      .send(told.node(), told, told.told())
                      .toCompletableFuture()));
        }
        return true;
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        LOG.debug("reports wait for the cluster: {}", e.toString());
        return false;
      }
    }

    private static void await(List<CompletableFuture<?>> answers)
        throws InterruptedException, ExecutionException, TimeoutException {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }
}

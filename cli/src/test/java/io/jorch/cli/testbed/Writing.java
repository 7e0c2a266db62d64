package io.jorch.cli.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A user who writes one thing after the other and remembers what was acknowledged.
public final class Writing implements AutoCloseable {
  private final List<Done> done = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /// A write that was acknowledged; times by [System#nanoTime].
  private record Done(String name, long asked, long acknowledged) {}

  /// Writes one thing.
  @FunctionalInterface
  public interface Write {
    /// Whether it was acknowledged. If not, it may have happened or not.
    boolean of(String name);
  }

  /// One thread for each user, until closed.
  ///
  /// @param names start of the names of what is written
  public static Writing start(String names, List<Write> users, Duration interval) {
    Writing writing = new Writing();
    for (int i = 0; i < users.size(); i++) {
      Write user = users.get(i);
      String prefix = names + "-" + i + "-";
      writing.threads.add(
          Thread.ofPlatform()
              .daemon()
              .name(prefix)
              .start(() -> writing.work(prefix, user, interval)));
    }
    return writing;
  }

  private void work(String prefix, Write user, Duration interval) {
    try {
      for (int i = 0; !ended; i++) {
        String name = prefix + i;
        long asked = System.nanoTime();
        if (acknowledged(() -> user.of(name))) remember(name, asked);
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean acknowledged(BooleanSupplier write) {
    try {
      return write.getAsBoolean();
    } catch (RuntimeException e) {
      return false; // as good as no answer
    }
  }

  private synchronized void remember(String name, long asked) {
    done.add(new Done(name, asked, System.nanoTime()));
  }

  public synchronized Set<String> acknowledged() {
    return done.stream().map(Done::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /// How long after that time the first write was acknowledged that was not asked for earlier.
  public synchronized Optional<Duration> untilAcknowledged(long nanos) {
    return done.stream()
        .filter(write -> write.asked() >= nanos)
        .map(write -> Duration.ofNanos(write.acknowledged() - nanos))
        .min(Comparator.naturalOrder());
  }

  /// Those that were acknowledged and are not there.
  public Set<String> lost(Set<String> there) {
    Set<String> lost = new TreeSet<>(acknowledged());
    lost.removeAll(there);
    return lost;
  }

  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(60));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package io.jorch.cli.stack;

import io.jorch.cli.client.Nodes;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.DrainProgress;
import io.jorch.core.api.DrainProgress.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `node drain`: says it, then waits until every task that can move has moved. Ctrl-C ends the
/// waiting only.
public final class Drain {
  private static final int TICK_MILLIS = 100;

  private final Nodes nodes;
  private final Console console;
  private final Optional<Duration> patience;
  private final Map<String, Item> known = new HashMap<>();

  /// @param patience how long to wait; empty means to the end
  public Drain(Nodes nodes, Console console, Optional<Duration> patience) {
    this.nodes = nodes;
    this.console = console;
    this.patience = patience;
  }

  /// What arrives: progress, or why there is no more.
  private record News(@Nullable DrainProgress progress, @Nullable RuntimeException broken) {}

  public void run(String node) {
    BlockingQueue<News> news = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(node, news), "drain");
    reader.setDaemon(true);
    reader.start();
    long start = System.nanoTime();
    DrainProgress last = new DrainProgress(node, List.of(), List.of());
    while (true) {
      Optional<DrainProgress> next = poll(news);
      if (next.isPresent()) {
        last = next.get();
        show(last);
        if (last.moving().isEmpty()) {
          end(last);
          return;
        }
      }
      checkPatience(last, System.nanoTime() - start);
    }
  }

  private void read(String node, BlockingQueue<News> news) {
    try {
      nodes.drained(node, progress -> news.add(new News(progress, null)));
      news.add(new News(null, new Failed("the daemon stopped telling about node '" + node + "'")));
    } catch (RuntimeException e) {
      news.add(new News(null, e));
    }
  }

  private static Optional<DrainProgress> poll(BlockingQueue<News> news) {
    try {
      News next = news.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null && next.broken() != null) throw next.broken();
      return Optional.ofNullable(next).map(News::progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while waiting", e);
    }
  }

  private void show(DrainProgress progress) {
    Map<String, Item> left = new HashMap<>(known);
    for (Item item : progress.moving()) {
      Item before = known.put(item.task(), item);
      left.remove(item.task());
      boolean news = before == null || !before.detail().equals(item.detail());
      if (news) say(item.name() + (item.detail().isEmpty() ? " moves" : ": " + item.detail()));
    }
    left.forEach(
        (task, item) -> {
          known.remove(task);
          say(item.name() + " has moved");
        });
  }

  private void end(DrainProgress progress) {
    for (Item item : progress.staying()) say(item.name() + " stays: " + item.detail());
    say(
        "node "
            + progress.node()
            + " is drained"
            + (progress.staying().isEmpty() ? "" : ", but for what stays"));
  }

  private void say(String line) {
    console.out().println(line);
    console.out().flush();
  }

  private void checkPatience(DrainProgress last, long waited) {
    if (patience.isEmpty() || waited <= patience.get().toNanos()) return;
    List<String> names = last.moving().stream().map(Item::name).toList();
    throw new Failed(
        "node '"
            + last.node()
            + "' is not drained after "
            + patience.get().toSeconds()
            + " s: "
            + (names.isEmpty() ? "nothing is known of it yet" : String.join(", ", names))
            + " still there; it goes on, see `jorch ps`");
  }
}

package io.jorch.cli.stack;

import io.jorch.cli.client.Stacks;
import io.jorch.cli.render.Unready;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Waits for what becomes of a stack, and shows it meanwhile. Ctrl-C ends the waiting only.
public final class Convergence {
  private static final int TICK_MILLIS = 100;

  private final Console console;
  private final Stacks stacks;
  private final Optional<Duration> patience;

  /// @param patience how long to wait; empty means to the end
  public Convergence(Console console, Stacks stacks, Optional<Duration> patience) {
    this.console = console;
    this.stacks = stacks;
    this.patience = patience;
  }

  /// What arrives from the stream.
  private sealed interface News {
    record Next(Progress progress) implements News {}

    record Broken(RuntimeException why) implements News {}

    record End() implements News {}
  }

  /// Where progress comes from; blocks until its end.
  private interface Source {
    void stream(Predicate<Progress> sink);
  }

  /// Waits for a revision.
  ///
  /// @param services those that are waited for, all when empty
  public Progress reach(String stack, long revision, Collection<String> services) {
    return follow(stack, sink -> stacks.progress(stack, revision, services, sink));
  }

  public Progress remove(String stack, boolean volumes) {
    return follow(stack, sink -> stacks.remove(stack, volumes, sink));
  }

  private Progress follow(String stack, Source source) {
    BlockingQueue<News> news = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(source, news), "progress");
    reader.setDaemon(true);
    reader.start();
    Thread detached = new Thread(() -> sayDetached(stack), "detached");
    Runtime.getRuntime().addShutdownHook(detached);
    try {
      return await(stack, news);
    } finally {
      Runtime.getRuntime().removeShutdownHook(detached);
    }
  }

  private static void read(Source source, BlockingQueue<News> news) {
    try {
      source.stream(progress -> news.add(new News.Next(progress)));
      news.add(new News.End());
    } catch (RuntimeException e) {
      news.add(new News.Broken(e));
    }
  }

  private Progress await(String stack, BlockingQueue<News> news) {
    ProgressDisplay display = new ProgressDisplay(console);
    long start = System.nanoTime();
    Progress last = new Progress(stack, 0, Verdict.CONVERGING, java.util.List.of(), "", "");
    while (true) {
      last = poll(news).map(next -> progress(stack, next)).orElse(last);
      display.show(last);
      if (last.verdict() != Verdict.CONVERGING) return display.ended(last);
      checkPatience(last, System.nanoTime() - start);
    }
  }

  private static Progress progress(String stack, News news) {
    return switch (news) {
      case News.Next next -> next.progress();
      case News.Broken broken -> throw broken.why();
      case News.End _ ->
          throw new Failed(
              "the daemon stopped telling about stack '"
                  + stack
                  + "' before it was done; see `jorch ps`, and run the command again");
    };
  }

  private void checkPatience(Progress last, long waited) {
    if (patience.isEmpty() || waited <= patience.get().toNanos()) return;
    String unready = Unready.sentence(last);
    throw new Failed(
        "stack '"
            + last.stack()
            + "' is not there after "
            + patience.get().toSeconds()
            + " s: "
            + (unready.isEmpty() ? "nothing is known of it yet" : unready)
            + "; it goes on, see `jorch ps` and `jorch logs`");
  }

  private static Optional<News> poll(BlockingQueue<News> news) {
    try {
      return Optional.ofNullable(news.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while waiting", e);
    }
  }

  private void sayDetached(String stack) {
    console.say(
        "\nno longer waiting: stack '"
            + stack
            + "' goes on; see `jorch ps`, end it with `jorch down`");
  }
}

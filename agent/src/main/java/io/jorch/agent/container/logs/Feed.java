package io.jorch.agent.container.logs;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/// Tells readers that the log has grown or ended. Costs the writer next to nothing, and never waits
/// for a reader: they read from the files.
final class Feed {
  private final Set<Bell> bells = new CopyOnWriteArraySet<>();
  private volatile boolean ended;

  /// For a log to which this process writes nothing.
  static Feed ended() {
    Feed feed = new Feed();
    feed.ended = true;
    return feed;
  }

  void grown() {
    for (Bell bell : bells) bell.ring();
  }

  void end() {
    ended = true;
    grown();
  }

  /// Whether all that will ever be written, is.
  boolean isEnded() {
    return ended;
  }

  void subscribe(Bell bell) {
    bells.add(bell);
  }

  void unsubscribe(Bell bell) {
    bells.remove(bell);
  }
}

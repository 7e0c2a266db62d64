package io.jorch.manager.stream;

import io.jorch.core.api.LogLine;
import io.jorch.core.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lines of several sources in the order of their times, as far as one can wait for it. Each source
/// gives its own lines in order; the earliest goes out once no other source can have an earlier
/// one, or has kept the rest waiting for long enough. No line waits longer than the longer of the
/// two spans. Not for several threads.
final class TimeOrder {
  private record Held(LogLine line, Instant arrived) {}

  private static final class Source {
    private final Deque<Held> lines = new ArrayDeque<>();
    private boolean open = true;
    private Instant patience;

    Source(Instant patience) {
      this.patience = patience;
    }

    boolean isSilent() {
      return open && lines.isEmpty();
    }

    Instant headTime() {
      return lines.element().line().time();
    }
  }

  private final Duration first;
  private final Duration window;
  private final Map<NodeId, Source> sources = new TreeMap<>();

  /// @param first how long a new source may take to send anything
  /// @param window how long one may take to send what is earlier than what others sent
  TimeOrder(Duration first, Duration window) {
    this.first = first;
    this.window = window;
  }

  /// Waits for what a source will send from now on.
  void open(NodeId node, Instant now) {
    Source source = sources.computeIfAbsent(node, _ -> new Source(now.plus(first)));
    source.open = true;
    source.patience = now.plus(first);
  }

  /// Does nothing for a source that has ended.
  void add(NodeId node, LogLine line, Instant now) {
    Source source = sources.get(node);
    if (source == null || !source.open) return;
    source.lines.add(new Held(line, now));
    source.patience = now.plus(window);
  }

  /// The source sends no more; what it sent still comes.
  void end(NodeId node) {
    Source source = sources.get(node);
    if (source == null) return;
    source.open = false;
    if (source.lines.isEmpty()) sources.remove(node);
  }

  /// How many of a source's lines wait.
  int held(NodeId node) {
    Source source = sources.get(node);
    return source == null ? 0 : source.lines.size();
  }

  boolean isOpen(NodeId node) {
    Source source = sources.get(node);
    return source != null && source.open;
  }

  /// Whether nothing is held and nothing can come.
  boolean isOver() {
    return sources.isEmpty();
  }

  /// Whether a source has kept the others waiting for as long as it may.
  boolean isOverdue(NodeId node, Instant now) {
    Source source = sources.get(node);
    return source != null && source.isSilent() && !source.patience.isAfter(now);
  }

  /// The next line that may go out now.
  Optional<LogLine> next(Instant now) {
    Optional<Map.Entry<NodeId, Source>> earliest = earliest();
    if (earliest.isEmpty() || due(earliest.get().getValue()).isAfter(now)) return Optional.empty();
    Source source = earliest.get().getValue();
    LogLine line = source.lines.remove().line();
    if (source.lines.isEmpty() && !source.open) sources.remove(earliest.get().getKey());
    return Optional.of(line);
  }

  /// When the next line goes out if nothing more comes; empty when none is held.
  Optional<Instant> nextDue() {
    return earliest().map(Map.Entry::getValue).map(this::due);
  }

  private Optional<Map.Entry<NodeId, Source>> earliest() {
    Optional<Map.Entry<NodeId, Source>> found = Optional.empty();
    for (Map.Entry<NodeId, Source> each : sources.entrySet()) {
      if (each.getValue().lines.isEmpty()) continue;
      boolean earlier =
          found.isEmpty() || each.getValue().headTime().isBefore(found.get().getValue().headTime());
      if (earlier) found = Optional.of(each);
    }
    return found;
  }

  /// At once when every open source has sent something; else when the line is old enough that an
  /// earlier one would have come, by its own clock or by ours, and no silent source is on its way.
  private Instant due(Source source) {
    Held head = source.lines.element();
    Instant due = Instant.MIN;
    for (Source other : sources.values()) {
      if (!other.isSilent()) continue;
      due =
          later(
              due, later(other.patience, earlier(head.line().time(), head.arrived()).plus(window)));
    }
    return due;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}

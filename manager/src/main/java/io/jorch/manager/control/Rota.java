package io.jorch.manager.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sees to it that each of many things has its turn within a period, a few at a time: what was
/// missed for whatever reason is then found, and nobody waits for all of them at once.
final class Rota<T> {
  private final Duration period;
  private final LinkedHashSet<T> order = new LinkedHashSet<>();
  private Optional<Instant> last = Optional.empty();

  Rota(Duration period) {
    this.period = period;
  }

  /// Something new comes last.
  void add(T thing) {
    order.add(thing);
  }

  void remove(T thing) {
    order.remove(thing);
  }

  Set<T> all() {
    return Set.copyOf(order);
  }

  /// Those whose turn it is, the share of all that the time since the last call is of the period.
  List<T> due(Instant now) {
    if (last.isEmpty()) last = Optional.of(now);
    long spent = Math.max(0, Duration.between(last.get(), now).toMillis());
    long count = Math.min(order.size() * spent / period.toMillis(), order.size());
    if (count > 0) last = Optional.of(now);
    List<T> turn = new ArrayList<>();
    for (Iterator<T> first = order.iterator(); turn.size() < count; ) {
      turn.add(first.next());
      first.remove();
    }
    order.addAll(turn);
    return turn;
  }
}

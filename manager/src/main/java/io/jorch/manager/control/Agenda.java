package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.manager.control.Stacks.Wanted;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which stacks a look is about: those of which anything changed since they were last looked at,
/// those for which time has come, and a few of the others in turn. A stack stays on it until
/// [#done], so that a look that fails is made again.
final class Agenda {
  /// Each stack has its turn in that time, whatever happens.
  static final Duration PERIOD = Duration.ofSeconds(30);

  private record Known(StackRevision revision, Past past) {}

  private final Board board;
  private final Set<StackName> due = new LinkedHashSet<>();
  private final Map<StackName, Known> known = new HashMap<>();
  private final Rota<StackName> rota = new Rota<>(PERIOD);
  private final Map<StackName, Instant> wakes = new HashMap<>();
  private final TreeMap<Instant, Set<StackName>> alarms = new TreeMap<>();
  private final NodeNews news = new NodeNews();
  private Wanted wanted = new Wanted(List.of(), Map.of());

  Agenda(Board board) {
    this.board = board;
  }

  /// The stacks to look at now.
  ///
  /// @param nodes as this look sees them
  Set<StackName> due(Wanted now, Map<NodeId, NodeState> nodes, Instant at) {
    due.addAll(board.touchedStacks());
    due.forEach(rota::add);
    revisions(now);
    nodes(nodes);
    due.addAll(rota.due(at));
    for (Set<StackName> ripe : alarms.headMap(at, true).values()) due.addAll(ripe);
    return new LinkedHashSet<>(due);
  }

  @SuppressWarnings("ReferenceEquality") // the same as long as nothing in the store changes
  private void revisions(Wanted now) {
    if (now == wanted) return;
    wanted = now;
    Set<StackName> gone = new LinkedHashSet<>(known.keySet());
    for (StackRevision revision : now.stacks()) {
      StackName name = revision.spec().name();
      gone.remove(name);
      Known fresh = new Known(revision, now.past(name));
      if (fresh.equals(known.put(name, fresh))) continue;
      rota.add(name);
      due.add(name);
    }
    gone.forEach(known::remove);
    due.addAll(gone);
  }

  private void nodes(Map<NodeId, NodeState> nodes) {
    NodeNews.Changes changes = news.since(nodes);
    if (changes.all()) {
      due.addAll(rota.all());
      return;
    }
    if (changes.nodes().isEmpty()) return;
    changes.nodes().forEach(node -> due.addAll(board.stacksOn(node)));
    known.forEach(
        (name, stack) -> {
          if (global(stack.revision())) due.add(name);
        });
  }

  private static boolean global(StackRevision revision) {
    return revision.spec().services().values().stream()
        .anyMatch(service -> service.deployment().mode().global());
  }

  /// The stack was looked at, and what was decided is done.
  ///
  /// @param wakeAt when time alone makes another look worthwhile
  void done(StackName stack, Optional<Instant> wakeAt) {
    due.remove(stack);
    Instant before = wakes.remove(stack);
    if (before != null) unset(before, stack);
    wakeAt.ifPresent(
        at -> {
          wakes.put(stack, at);
          alarms.computeIfAbsent(at, _ -> new LinkedHashSet<>()).add(stack);
        });
    if (known.containsKey(stack) || !board.tasks(stack).isEmpty()) return;
    rota.remove(stack);
  }

  /// Stacks whose tasks changed since [#due] was asked: they stay for the next look.
  Set<StackName> late() {
    Set<StackName> touched = board.touchedStacks();
    touched.forEach(rota::add);
    due.addAll(touched);
    return touched;
  }

  /// The revision that is wanted of a stack.
  Optional<StackRevision> revision(StackName stack) {
    return Optional.ofNullable(known.get(stack)).map(Known::revision);
  }

  private void unset(Instant at, StackName stack) {
    Set<StackName> there = Objects.requireNonNull(alarms.get(at));
    there.remove(stack);
    if (there.isEmpty()) alarms.remove(at);
  }

  /// When time alone makes a look at any stack worthwhile.
  Optional<Instant> wakeAt() {
    return alarms.isEmpty() ? Optional.empty() : Optional.of(alarms.firstKey());
  }
}

package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the tasks of one service are shared between the branches of the spread attributes, without
/// their nodes: enough to tell whether a node is in a branch that is due.
final class Shares {
  private final List<NodeAttribute> spread;
  private final Level root;

  /// The values of one attribute, each with those of the next.
  private static final class Level {
    private final Map<String, Level> next = new HashMap<>();
    private int tasks;

    int least() {
      int least = Integer.MAX_VALUE;
      for (Level level : next.values()) least = Math.min(least, level.tasks);
      return least;
    }

    Level copy() {
      Level copy = new Level();
      next.forEach((value, level) -> copy.next.put(value, level.copy()));
      return copy;
    }
  }

  private Shares(List<NodeAttribute> spread, Level root) {
    this.spread = spread;
    this.root = root;
  }

  /// Branches that have a node, all without tasks.
  static Shares of(List<NodeLoad> nodes, List<NodeAttribute> spread) {
    Level root = new Level();
    for (NodeLoad node : nodes) {
      Level at = root;
      for (NodeAttribute attribute : spread) {
        at = at.next.computeIfAbsent(node.value(attribute), _ -> new Level());
      }
    }
    return new Shares(spread, root);
  }

  /// The same branches with the tasks there are.
  Shares with(Tally own) {
    Shares shares = new Shares(spread, root.copy());
    own.forEach(shares::add);
    return shares;
  }

  void add(NodeLoad node, int count) {
    @Nullable Level at = root;
    for (NodeAttribute attribute : spread) {
      at = at.next.get(node.value(attribute));
      if (at == null) return;
      at.tasks += count;
    }
  }

  /// No other branch has fewer tasks, on any level.
  boolean due(NodeLoad node) {
    Level at = root;
    for (NodeAttribute attribute : spread) {
      Level mine = at.next.get(node.value(attribute));
      if (mine == null || mine.tasks > at.least()) return false;
      at = mine;
    }
    return true;
  }
}

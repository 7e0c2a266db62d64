package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/// How many tasks of one service are where. Changed in place; counts over an attribute's values
/// are made at the first question and kept up to date from then on.
final class Tally {
  private final Map<NodeLoad, Integer> nodes = new HashMap<>();
  private final Map<NodeAttribute, Map<String, Integer>> places = new HashMap<>();
  private int total;

  int total() {
    return total;
  }

  int on(NodeLoad node) {
    return total == 0 ? 0 : nodes.getOrDefault(node, 0);
  }

  /// Nodes that have at least one.
  int spread() {
    return nodes.size();
  }

  /// On all nodes that are in one place with this one.
  int around(NodeLoad node, NodeAttribute over) {
    if (total == 0 || over.equals(NodeAttribute.NODE)) return on(node);
    return places.computeIfAbsent(over, this::count).getOrDefault(node.value(over), 0);
  }

  private Map<String, Integer> count(NodeAttribute over) {
    Map<String, Integer> counts = new HashMap<>();
    nodes.forEach((node, count) -> counts.merge(node.value(over), count, Integer::sum));
    return counts;
  }

  void forEach(ObjIntConsumer<NodeLoad> each) {
    nodes.forEach(each::accept);
  }

  void add(NodeLoad node, int sign) {
    total += sign;
    nodes.merge(node, sign, Tally::sum);
    places.forEach((over, counts) -> counts.merge(node.value(over), sign, Tally::sum));
  }

  /// Null where nothing is left: a map forgets the key then.
  private static @org.jspecify.annotations.Nullable Integer sum(Integer a, Integer b) {
    return a + b == 0 ? null : a + b;
  }

  void forget(NodeLoad node) {
    total -= on(node);
    nodes.remove(node);
    places.clear();
  }

  /// Values of attributes changed.
  void recount() {
    places.clear();
  }
}

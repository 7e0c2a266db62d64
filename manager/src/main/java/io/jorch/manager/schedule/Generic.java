package io.jorch.manager.schedule;

import io.jorch.core.model.NodeInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of a node's generic resources are taken. A kind is counted, or its items have names and
/// each task is given some of its own.
final class Generic {
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Set<String>> names = new HashMap<>();

  /// How many of a kind are free; none of a kind that the node does not have.
  long free(NodeInfo node, String kind) {
    List<String> named = node.named().get(kind);
    long has = named == null ? node.capacity().generic().getOrDefault(kind, 0L) : named.size();
    return has - counts.getOrDefault(kind, 0L);
  }

  boolean fits(NodeInfo node, Map<String, Long> wanted) {
    for (Map.Entry<String, Long> each : wanted.entrySet()) {
      if (free(node, each.getKey()) < each.getValue()) return false;
    }
    return true;
  }

  /// Names of free items for a task that fits, in the node's order; nothing of counted kinds.
  Map<String, List<String>> grant(NodeInfo node, Map<String, Long> wanted) {
    Map<String, List<String>> granted = new HashMap<>();
    wanted.forEach(
        (kind, count) -> {
          Set<String> taken = names.getOrDefault(kind, Set.of());
          List<String> free =
              node.named().getOrDefault(kind, List.of()).stream()
                  .filter(name -> !taken.contains(name))
                  .limit(count)
                  .toList();
          if (!free.isEmpty()) granted.put(kind, free);
        });
    return Map.copyOf(granted);
  }

  void add(Map<String, Long> wanted, Map<String, List<String>> granted, int sign) {
    wanted.forEach((kind, count) -> counts.merge(kind, sign * count, Long::sum));
    granted.forEach(
        (kind, items) -> {
          Set<String> taken = names.computeIfAbsent(kind, _ -> new HashSet<>());
          if (sign > 0) taken.addAll(items);
          else items.forEach(taken::remove);
        });
  }
}

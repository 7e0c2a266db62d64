package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Nodes with the same values of the spread attributes so far, split by the values of the next. A
/// task goes down the branch with the fewest tasks of its service, wherever those came from;
/// between equal ones down that with the best node. A node without a label is in a branch of its
/// own.
final class Branch implements Comparable<Branch> {
  private final Map<String, Branch> children = new HashMap<>();
  private final PriorityQueue<Branch> open = new PriorityQueue<>();
  private final PriorityQueue<Candidate> nodes = new PriorityQueue<>();
  private int tasks;

  /// @param own tasks of the service there are already
  static Branch of(List<Candidate> candidates, List<NodeAttribute> spread, Tally own) {
    Branch root = new Branch();
    for (Candidate candidate : candidates) {
      Branch at = root;
      for (NodeAttribute attribute : spread) {
        String value = candidate.load().value(attribute);
        at = at.children.computeIfAbsent(value, _ -> new Branch());
      }
      at.nodes.add(candidate);
    }
    if (!spread.isEmpty()) own.forEach((node, count) -> root.count(node, count, spread));
    root.open();
    return root;
  }

  private void count(NodeLoad node, int count, List<NodeAttribute> spread) {
    @Nullable Branch at = this;
    for (NodeAttribute attribute : spread) {
      at = at.children.get(node.value(attribute));
      if (at == null) return;
      at.tasks += count;
    }
  }

  private void open() {
    children.values().forEach(Branch::open);
    open.addAll(children.values());
  }

  /// Gives one task to the best node that will do; null when none will. What will not is dropped:
  /// while one batch is placed nothing becomes free again.
  ///
  /// @param take called with the node before it is compared again
  @Nullable NodeLoad place(
      Predicate<NodeLoad> will, Consumer<NodeLoad> take, Function<NodeLoad, Candidate> again) {
    for (Branch next = open.poll(); next != null; next = open.poll()) {
      NodeLoad chosen = next.place(will, take, again);
      if (chosen != null) {
        tasks++;
        open.add(next);
        return chosen;
      }
    }
    for (Candidate best = nodes.poll(); best != null; best = nodes.poll()) {
      if (will.test(best.load())) {
        take.accept(best.load());
        tasks++;
        nodes.add(again.apply(best.load()));
        return best.load();
      }
    }
    return null;
  }

  private @Nullable Candidate best() {
    Branch first = open.peek();
    return first == null ? nodes.peek() : first.best();
  }

  @Override
  public int compareTo(Branch other) {
    if (tasks != other.tasks) return Integer.compare(tasks, other.tasks);
    Candidate mine = best();
    Candidate others = other.best();
    if (mine == null || others == null) return Boolean.compare(mine == null, others == null);
    return mine.compareTo(others);
  }
}

package io.jorch.manager.schedule;

import io.jorch.core.model.Resources;
import io.jorch.manager.node.NodeState;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// One node and what is reserved on it. Changed in place, so that placing a task costs the same
/// however many are placed already.
final class NodeLoad {
  private NodeState state;
  private long nanoCpus;
  private long memoryBytes;
  private long pids;
  private int total;
  private final Map<Occupancy.Group, Integer> groups = new HashMap<>();

  NodeLoad(NodeState state) {
    this.state = state;
  }

  NodeState state() {
    return state;
  }

  void state(NodeState next) {
    state = next;
  }

  int total() {
    return total;
  }

  int of(Occupancy.Group group) {
    return groups.getOrDefault(group, 0);
  }

  void add(Occupancy.Group group, Resources reserved, int sign) {
    nanoCpus += sign * reserved.nanoCpus().orElse(0);
    memoryBytes += sign * reserved.memoryBytes().orElse(0);
    pids += sign * reserved.pids().orElse(0);
    total += sign;
    groups.merge(group, sign, (a, b) -> a + b == 0 ? null : a + b);
  }

  boolean fitsCpus(Resources more) {
    return fits(state.info().capacity().nanoCpus(), nanoCpus, more.nanoCpus());
  }

  boolean fitsMemory(Resources more) {
    return fits(state.info().capacity().memoryBytes(), memoryBytes, more.memoryBytes());
  }

  boolean fitsPids(Resources more) {
    return fits(state.info().capacity().pids(), pids, more.pids());
  }

  /// A node that does not say what it has is not limited.
  private static boolean fits(OptionalLong capacity, long reserved, OptionalLong more) {
    return capacity.isEmpty()
        || more.isEmpty()
        || reserved + more.getAsLong() <= capacity.getAsLong();
  }
}

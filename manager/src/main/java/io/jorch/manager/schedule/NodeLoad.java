package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.NodeUsage;
import io.jorch.core.model.Resources;
import io.jorch.manager.node.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// One node and what is reserved on it. Changed in place, so that placing a task costs the same
/// however many are placed already.
final class NodeLoad {
  /// The least busy first: what the machine says of itself, and what it cannot say yet of tasks
  /// that were placed on it a moment ago; then the fewest tasks.
  static final Comparator<NodeLoad> LEAST_FIRST =
      Comparator.comparing(NodeLoad::crowded)
          .thenComparingInt(NodeLoad::busy)
          .thenComparingInt(NodeLoad::total)
          .thenComparing(node -> node.state().id());

  /// Tenths in use from which a node is left alone where another will do.
  private static final int CROWDED = 9;

  private NodeState state;
  private long nanoCpus;
  private long memoryBytes;
  private long pids;
  private int total;
  private int recent;
  private final Generic generic = new Generic();
  private final List<HostPort> ports = new ArrayList<>();

  NodeLoad(NodeState state) {
    this.state = state;
  }

  NodeState state() {
    return state;
  }

  void state(NodeState next) {
    if (!next.info().usage().equals(state.info().usage())) recent = 0;
    state = next;
  }

  /// What was placed so far shows in the figures that the node reports.
  void settle() {
    recent = 0;
  }

  int total() {
    return total;
  }

  boolean crowded() {
    return usage() >= CROWDED;
  }

  /// A task just placed counts for a twentieth of the machine.
  int busy() {
    return 2 * usage() + recent;
  }

  private int usage() {
    return state.info().usage().orElse(NodeUsage.NONE).worst();
  }

  Generic generic() {
    return generic;
  }

  String value(NodeAttribute attribute) {
    return Site.value(state, attribute);
  }

  void add(Needs needs, Map<String, List<String>> granted, int sign) {
    Resources reserved = needs.reservations();
    nanoCpus += sign * reserved.nanoCpus().orElse(0);
    memoryBytes += sign * reserved.memoryBytes().orElse(0);
    pids += sign * reserved.pids().orElse(0);
    total += sign;
    recent = Math.max(0, recent + sign);
    if (!reserved.generic().isEmpty()) generic.add(reserved.generic(), granted, sign);
    if (sign > 0) ports.addAll(needs.ports());
    else needs.ports().forEach(ports::remove);
  }

  boolean free(List<HostPort> wanted) {
    return wanted.stream().noneMatch(port -> ports.stream().anyMatch(port::clashes));
  }

  List<HostPort> taken(List<HostPort> wanted) {
    return wanted.stream().filter(port -> ports.stream().anyMatch(port::clashes)).toList();
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

  long freeCpus() {
    return state.info().capacity().nanoCpus().orElse(0) - nanoCpus;
  }

  long freeMemory() {
    return state.info().capacity().memoryBytes().orElse(0) - memoryBytes;
  }

  long freePids() {
    return state.info().capacity().pids().orElse(0) - pids;
  }

  /// A node that does not say what it has is not limited.
  private static boolean fits(OptionalLong capacity, long reserved, OptionalLong more) {
    return capacity.isEmpty()
        || more.isEmpty()
        || reserved + more.getAsLong() <= capacity.getAsLong();
  }
}

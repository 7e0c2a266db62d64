package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.manager.node.NodeState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What every node holds. Kept up to date by small steps, from one look at the cluster to the
/// next; none of them costs more with more tasks, and with more nodes only logarithmically.
public final class Occupancy {
  private record Holding(
      NodeLoad node, Tally tally, Needs needs, Map<String, List<String>> granted) {}

  private final Map<NodeId, NodeLoad> nodes = new TreeMap<>();
  private final TreeSet<NodeLoad> order = new TreeSet<>(NodeLoad.LEAST_FIRST);
  private final Map<TaskId, Holding> holdings = new HashMap<>();
  private final Map<Group, Tally> tallies = new HashMap<>();
  private final Eligible eligible = new Eligible();

  /// A node joined or changed.
  public void node(NodeState state) {
    NodeLoad known = nodes.get(state.id());
    if (known == null) {
      NodeLoad fresh = new NodeLoad(state);
      nodes.put(state.id(), fresh);
      order.add(fresh);
      eligible.changed();
    } else if (!known.state().equals(state)) {
      change(known, state);
    }
  }

  private void change(NodeLoad known, NodeState state) {
    boolean alike = Eligible.alike(known.state(), state);
    order.remove(known);
    known.state(state);
    order.add(known);
    if (!alike) {
      eligible.changed();
      tallies.values().forEach(Tally::recount);
    }
  }

  /// A node was taken out of the cluster; its tasks go with it.
  public void gone(NodeId node) {
    NodeLoad load = nodes.remove(node);
    if (load == null) return;
    order.remove(load);
    eligible.changed();
    holdings.values().removeIf(holding -> holding.node() == load);
    tallies.values().forEach(tally -> tally.forget(load));
  }

  /// All nodes it knows.
  public Set<NodeId> nodes() {
    return Set.copyOf(nodes.keySet());
  }

  public boolean knows(NodeId node) {
    return nodes.containsKey(node);
  }

  /// A task takes its place on `node`. Asking again changes nothing.
  public void hold(Task task, NodeId node, Needs needs) {
    NodeLoad load = nodes.get(node);
    if (load == null || holdings.containsKey(task.id())) return;
    Holding holding = new Holding(load, tally(Group.of(task)), needs, task.granted());
    holdings.put(task.id(), holding);
    count(holding, 1);
  }

  /// A task ended. One that holds nothing changes nothing.
  public void release(TaskId task) {
    Holding holding = holdings.remove(task);
    if (holding != null) count(holding, -1);
  }

  private void count(Holding holding, int sign) {
    order.remove(holding.node());
    holding.node().add(holding.needs(), holding.granted(), sign);
    order.add(holding.node());
    holding.tally().add(holding.node(), sign);
  }

  /// What has been placed so far shows in the figures that nodes report: to be called now and then.
  public void settle() {
    nodes.values().forEach(NodeLoad::settle);
    order.clear();
    order.addAll(nodes.values());
    tallies.values().removeIf(tally -> tally.total() == 0);
  }

  /// How many tasks hold a place.
  public int size() {
    return holdings.size();
  }

  Tally tally(Group group) {
    return tallies.computeIfAbsent(group, _ -> new Tally());
  }

  /// What people call a node, if it is known.
  Optional<String> hostname(NodeId node) {
    return Optional.ofNullable(nodes.get(node)).map(load -> load.state().info().hostname());
  }

  Collection<NodeLoad> loads() {
    return nodes.values();
  }

  /// That node alone, if it is there; otherwise all, each of which will say that it is another.
  Collection<NodeLoad> loads(Optional<NodeId> only) {
    return only.map(nodes::get).<Collection<NodeLoad>>map(List::of).orElse(nodes.values());
  }

  /// The least busy first.
  Collection<NodeLoad> order() {
    return order;
  }

  /// Nodes that may take tasks with such needs, but for what else is there.
  List<NodeLoad> eligible(Needs needs) {
    return eligible.of(needs.site(), nodes.values());
  }

  /// The branches of the spread attributes that have such a node.
  Shares shares(Needs needs) {
    return eligible.shares(needs.site(), needs.spread(), nodes.values());
  }
}

package io.jorch.manager.dispatch;

import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// What tasks need of networks, and which services should run at all: counted once for each task
/// and kept, so that keeping up costs as much as has changed. Tasks without networks need nothing.
public final class Demand {
  /// As which a task was counted.
  ///
  /// @param holds an address: it has a node and has not ended
  private record Counted(Task task, List<NetworkAttachment> networks, boolean holds) {
    boolean wanted() {
      return task.desired() == Task.Desired.RUN;
    }
  }

  private record ServiceKey(StackName stack, ServiceName service) {}

  private final Map<TaskId, Counted> counted = new HashMap<>();
  private final Map<NetworkName, Map<NodeId, Integer>> containers = new HashMap<>();
  private final Map<NetworkName, Map<String, Integer>> fixed = new HashMap<>();
  private final Map<ServiceKey, Map<NetworkName, Integer>> running = new HashMap<>();
  private final Set<NetworkName> changed = new HashSet<>();
  private boolean anew = true;

  /// Counts a task as it is now.
  ///
  /// @param now empty when it is gone, or nobody knows what it is made of
  public void see(
      TaskId id, Optional<Task> now, boolean ended, Function<SpecHash, Optional<TaskSpec>> specs) {
    Counted before = counted.remove(id);
    if (before != null) count(before, -1);
    List<NetworkAttachment> networks =
        now.flatMap(task -> specs.apply(task.spec())).map(TaskSpec::networks).orElse(List.of());
    if (now.isEmpty() || networks.isEmpty()) return;
    Counted after = new Counted(now.get(), networks, now.get().node().isPresent() && !ended);
    counted.put(id, after);
    count(after, 1);
  }

  private void count(Counted task, int sign) {
    if (task.wanted()) {
      ServiceKey key = new ServiceKey(task.task().stack(), task.task().service());
      add(running, key, task.networks().getFirst().network(), sign);
    }
    if (!task.holds()) return;
    NodeId node = task.task().node().orElseThrow();
    for (NetworkAttachment each : task.networks()) {
      add(containers, each.network(), node, sign);
      changed.add(each.network());
      each.ipv4Address().ifPresent(address -> add(fixed, each.network(), address, sign));
    }
  }

  private <K, L> void add(Map<K, Map<L, Integer>> all, K key, L item, int sign) {
    Map<L, Integer> counts = all.computeIfAbsent(key, _ -> new HashMap<>());
    int count = counts.merge(item, sign, Integer::sum);
    if (count == 0) counts.remove(item);
    if (count == 0 || (count == 1 && sign > 0)) anew = true;
    if (counts.isEmpty()) all.remove(key);
  }

  /// Whether another service runs, or none of one, another address is demanded, or another node
  /// has a part in a network, since this was last asked.
  public boolean anew() {
    boolean was = anew;
    anew = false;
    return was;
  }

  /// The services that publish ports everywhere and of which a task should run.
  ///
  /// @param endpoints of all stacks
  public Everywhere everywhere(Map<StackName, List<ServiceEndpoint>> endpoints) {
    return Everywhere.of(
        endpoints,
        (stack, service) ->
            running.getOrDefault(new ServiceKey(stack, service), Map.of()).keySet());
  }

  /// What nodes need of some networks: an address for each task that has not ended, some in reserve
  /// (one that has just ended gives its address back a moment later), and a part in every network
  /// that all need.
  ///
  /// @param shared networks that all of `nodes` need
  /// @param asked the networks in question
  public Shares.Needs needs(
      Set<NetworkName> shared, Collection<NodeId> nodes, Collection<NetworkName> asked) {
    Map<NetworkName, Map<NodeId, Integer>> needed = new HashMap<>();
    for (NetworkName network : asked) {
      Map<NodeId, Integer> mine = new TreeMap<>();
      containers
          .getOrDefault(network, Map.of())
          .forEach((node, n) -> mine.put(node, withReserve(n)));
      if (shared.contains(network)) nodes.forEach(node -> mine.putIfAbsent(node, 0));
      if (!mine.isEmpty()) needed.put(network, mine);
    }
    return new Shares.Needs(needed, fixed());
  }

  /// Networks of which more may be needed since this was last asked.
  public Set<NetworkName> changed() {
    Set<NetworkName> all = Set.copyOf(changed);
    changed.clear();
    return all;
  }

  private static int withReserve(int count) {
    return count + Math.max(4, count / 4);
  }

  /// Networks that tasks have a part in.
  public Set<NetworkName> networks() {
    return Set.copyOf(containers.keySet());
  }

  /// Addresses that specifications demand.
  private Map<NetworkName, Set<String>> fixed() {
    Map<NetworkName, Set<String>> addresses = new HashMap<>();
    fixed.forEach((network, counts) -> addresses.put(network, new TreeSet<>(counts.keySet())));
    return addresses;
  }
}

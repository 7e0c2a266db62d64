package io.jorch.manager.dispatch;

import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NetworkShare;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What nodes need of networks, and what they have.
///
/// @param plans of all networks
/// @param fixed addresses that specifications demand
public record Shares(Map<NetworkName, NetworkPlan> plans, Map<NetworkName, Set<String>> fixed) {
  /// What nodes need of the networks.
  ///
  /// @param containers addresses for containers by network and node; 0 for a part without any
  /// @param fixed addresses that specifications demand
  public record Needs(
      Map<NetworkName, Map<NodeId, Integer>> containers, Map<NetworkName, Set<String>> fixed) {}

  public static final Shares NONE = new Shares(Map.of(), Map.of());

  /// What nodes need for these tasks: an address for each that has not ended, some in reserve (one
  /// that has just ended gives its address back a moment later), and a part in every network that
  /// all need.
  public static Needs needs(
      Collection<Task> tasks, Predicate<TaskId> ended, Catalog catalog, Collection<NodeId> nodes) {
    Map<NetworkName, Map<NodeId, Integer>> containers = new HashMap<>();
    Set<SpecHash> seen = new HashSet<>();
    for (Task task : tasks) {
      TaskSpec spec = catalog.specs().get(task.spec());
      if (spec == null || task.node().isEmpty() || ended.test(task.id())) continue;
      seen.add(task.spec());
      for (NetworkAttachment each : spec.networks()) {
        count(containers, each.network()).merge(task.node().get(), 1, Integer::sum);
      }
    }
    containers.values().forEach(each -> each.replaceAll((node, n) -> n + Math.max(4, n / 4)));
    Everywhere.of(tasks, catalog.specs(), catalog.endpoints())
        .networks()
        .forEach(network -> nodes.forEach(node -> count(containers, network).putIfAbsent(node, 0)));
    return new Needs(containers, fixed(seen, catalog));
  }

  private static Map<NodeId, Integer> count(
      Map<NetworkName, Map<NodeId, Integer>> containers, NetworkName network) {
    return containers.computeIfAbsent(network, _ -> new TreeMap<>());
  }

  private static Map<NetworkName, Set<String>> fixed(Set<SpecHash> specs, Catalog catalog) {
    Map<NetworkName, Set<String>> fixed = new HashMap<>();
    for (SpecHash hash : specs) {
      TaskSpec spec = catalog.specs().get(hash);
      if (spec == null) continue;
      for (NetworkAttachment each : spec.networks()) {
        each.ipv4Address()
            .ifPresent(
                address ->
                    fixed.computeIfAbsent(each.network(), _ -> new TreeSet<>()).add(address));
      }
    }
    return fixed;
  }

  /// The node's shares of those of the networks that it has a part in.
  Map<NetworkName, NetworkShare> of(NodeId node, Collection<NetworkName> networks) {
    Map<NetworkName, NetworkShare> shares = new TreeMap<>();
    for (NetworkName network : networks) {
      NetworkPlan plan = plans.get(network);
      if (plan == null || !plan.slices().containsKey(node)) continue;
      shares.put(
          network,
          new NetworkShare(
              plan.vni(),
              plan.slices().getOrDefault(node, List.of()),
              List.copyOf(fixed.getOrDefault(network, Set.of()))));
    }
    return shares;
  }
}

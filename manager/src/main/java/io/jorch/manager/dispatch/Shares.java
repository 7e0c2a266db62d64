package io.jorch.manager.dispatch;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NetworkShare;
import io.jorch.core.model.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

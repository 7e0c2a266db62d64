package io.jorch.core.model;

import java.util.List;
import java.util.Map;

/// How a network is spread over the nodes. A node keeps its slices until the network or the node
/// goes; the first of them never changes, for its first address is the node's own.
///
/// @param vni number of the network between nodes, of no other network
/// @param slices IPv4 prefixes of each node, in the order they were given; no two overlap
public record NetworkPlan(int vni, Map<NodeId, List<String>> slices) {}

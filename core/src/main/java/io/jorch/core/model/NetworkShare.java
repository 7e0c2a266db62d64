package io.jorch.core.model;

import java.util.List;

/// A node's part of a network.
///
/// @param vni number of the network between nodes, 24 bits
/// @param slices IPv4 prefixes whose addresses this node alone gives out; the first address of the
/// first is the node's own on the network, and its containers' gateway
/// @param reserved addresses that specifications demand: given to nobody else
public record NetworkShare(int vni, List<String> slices, List<String> reserved) {}

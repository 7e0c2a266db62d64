package io.jorch.core.trust;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import java.util.List;
import java.util.Optional;

/// Who is in the cluster, and where: what each node must know of all others. One object, so that a
/// part of the nodes is never taken for all of them.
///
/// @param version grows with each change; of two, the one with the higher version counts
/// @param store the durable store's group, which a node that becomes a manager takes part in
public record Roster(long version, String store, List<Entry> nodes, TrustRoots trust) {
  public Roster {
    nodes = List.copyOf(nodes);
  }

  /// One node.
  ///
  /// @param address IP by which the others reach it
  /// @param member loopback address of its cluster member
  public record Entry(NodeId id, String hostname, NodeRole role, String address, String member) {
    public boolean manager() {
      return role == NodeRole.MANAGER;
    }
  }

  public Optional<Entry> find(NodeId id) {
    return nodes.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  public List<Entry> managers() {
    return nodes.stream().filter(Entry::manager).toList();
  }

  /// The node's name for people.
  public String name(NodeId id) {
    return find(id).map(Entry::hostname).orElse(id.value());
  }
}

package io.jorch.manager.store;

import io.jorch.core.model.NodeId;

/// A member of the store's group.
///
/// @param address where the others reach it
public record Peer(NodeId id, PeerAddress address) {
  @Override
  public String toString() {
    return id + " at " + address;
  }
}

package io.jorch.core.model;

import java.util.List;
import java.util.Map;

/// What one node serves, written by its agent only and as a whole, so that a lost one is mended by
/// the next. From all nodes' sets every node derives names, the way to containers elsewhere and
/// what is behind published ports, without asking a manager.
///
/// @param underlay IPv4 address at which the other nodes reach this one
/// @param gateways the node's own address on each network it has; its bridge holds it
/// @param endpoints its containers that have an address, in no order
public record EndpointSet(
    NodeId node, String underlay, Map<NetworkName, String> gateways, List<Endpoint> endpoints) {
  /// One container.
  ///
  /// @param container its name
  /// @param hostname it answers to as well
  /// @param networks the names it answers to on each network, in the order of its interfaces
  /// @param addresses its IPv4 address on each network; its hardware addresses follow from them
  public record Endpoint(
      TaskId task,
      StackName stack,
      ServiceName service,
      String container,
      String hostname,
      List<NetworkAttachment> networks,
      Map<NetworkName, String> addresses,
      Stage stage) {
    /// Whether new traffic may be sent to it.
    public boolean ready() {
      return stage == Stage.READY;
    }
  }

  /// How far a container is in its life. It is reachable by its address in all of them.
  public enum Stage {
    /// Not healthy yet, or not any more.
    UNREADY,
    READY,
    /// About to be stopped: open connections go on, new ones go elsewhere.
    DRAINING
  }
}

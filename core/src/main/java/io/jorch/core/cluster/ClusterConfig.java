package io.jorch.core.cluster;

import io.jorch.core.model.NodeId;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// How a member takes part.
///
/// @param name of the cluster; members of another name are not spoken to
/// @param node whose member this is
/// @param address the one loopback address it binds to (127.0.0.0/8)
/// @param port it binds to, on every member the same
/// @param peers addresses where other members may be; empty for a cluster of one
/// @param roles what the node does; others see them, and a lite member may have any
/// @param lite holds no data: an agent among managers
public record ClusterConfig(
    String name,
    NodeId node,
    InetAddress address,
    int port,
    List<InetAddress> peers,
    Set<Role> roles,
    boolean lite) {
  public static final int PORT = 5701;

  private static final String ALONE = "jorch";

  public ClusterConfig {
    if (!address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "the cluster member of node "
              + node
              + " cannot bind to "
              + address.getHostAddress()
              + ": members speak unencrypted and unauthenticated, so only loopback addresses"
              + " (127.0.0.0/8) are allowed");
    }
    peers = List.copyOf(peers);
    roles = Set.copyOf(roles);
  }

  /// Whether nobody is let in, ever.
  boolean alone() {
    return name.equals(ALONE);
  }

  /// A cluster of one for good, which is manager and agent.
  public static ClusterConfig alone(NodeId node, InetAddress address) {
    return new ClusterConfig(
        ALONE, node, address, PORT, List.of(), Set.of(Role.MANAGER, Role.AGENT), false);
  }
}

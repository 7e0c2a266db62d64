package io.jorch.core.model;

import java.util.List;
import java.util.Map;

/// Everything one node should have: whole states, never differences, so that losing one changes
/// nothing once the next arrives. What a node has and the set does not name, it removes.
///
/// @param revision grows with each change of the set
/// @param specs the specifications that `tasks` refer to
/// @param services the services whose names and ports this node must serve
/// @param shares of `networks`; one without a share is this node's alone
public record AssignmentSet(
    NodeId node,
    long revision,
    List<Task> tasks,
    Map<SpecHash, TaskSpec> specs,
    List<NetworkSpec> networks,
    List<VolumeSpec> volumes,
    List<ServiceEndpoint> services,
    Map<NetworkName, NetworkShare> shares) {
  /// A service's names on its networks and its published ports.
  public record ServiceEndpoint(StackName stack, ServiceName service, List<PortSpec> ports) {}

  public static AssignmentSet empty(NodeId node) {
    return nothing(node, 0);
  }

  /// A node with this set gives up all it has.
  public static AssignmentSet nothing(NodeId node, long revision) {
    return new AssignmentSet(
        node, revision, List.of(), Map.of(), List.of(), List.of(), List.of(), Map.of());
  }

  public AssignmentSet withRevision(long number) {
    return new AssignmentSet(node, number, tasks, specs, networks, volumes, services, shares);
  }
}

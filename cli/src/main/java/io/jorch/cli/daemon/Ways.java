package io.jorch.cli.daemon;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.node.NodeService;
import io.jorch.core.remote.Dial;
import io.jorch.core.remote.Remote;
import io.jorch.manager.control.NodeServices;
import io.jorch.manager.control.RequestException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Calls of this node's rooms from others, and of theirs from here, over the mesh.
final class Ways implements NodeServices {
  static final Remote REMOTE = new Remote(RequestException.FORM);
  private static final String NODE = "node";

  private final Neighbours neighbours;
  private final NodeId self;
  private final NodeService own;
  private final Starting<Cluster> cluster;
  private final Map<NodeId, NodeService> others = new ConcurrentHashMap<>();

  Ways(Neighbours neighbours, NodeId self, NodeService own, Starting<Cluster> cluster) {
    this.neighbours = neighbours;
    this.self = self;
    this.own = own;
    this.cluster = cluster;
    serve(NODE, Set.of(NodeRole.MANAGER), NodeService.class, () -> own);
  }

  /// Serves a room to nodes of these roles; `target` may refuse with a sentence.
  <T> void serve(String service, Set<NodeRole> roles, Class<T> type, Target<T> target) {
    neighbours
        .mesh()
        .register(service, roles, stream -> REMOTE.serve(type, target.get(), new OverMesh(stream)));
  }

  /// What serves.
  @FunctionalInterface
  interface Target<T> {
    T get() throws IOException;
  }

  /// Streams to a room of another node.
  Dial dial(NodeId node, String service) {
    return OverMesh.dial(neighbours.mesh(), node, service);
  }

  /// Another node's room.
  <T> T client(NodeId node, Class<T> type, Dial dial) {
    return REMOTE.client(type, name(node), dial);
  }

  /// As people know it.
  String name(NodeId node) {
    return neighbours.roster().name(node);
  }

  @Override
  public Optional<NodeService> of(NodeId node) {
    if (node.equals(self)) return Optional.of(own);
    if (neighbours.roster().find(node).isEmpty()) return Optional.empty();
    return Optional.of(
        others.computeIfAbsent(
            node,
            id ->
                REMOTE.client(
                    NodeService.class,
                    name(id),
                    dial(id, NODE),
                    Map.of("stateDirectory", () -> own.stateDirectory()))));
  }

  @Override
  public Map<NodeId, NodeService> reachable() {
    Map<NodeId, NodeService> there = new HashMap<>();
    List<MemberInfo> members = cluster.peek().map(Cluster::members).orElse(List.of());
    for (MemberInfo member : members) {
      of(member.node()).ifPresent(service -> there.put(member.node(), service));
    }
    return there;
  }
}

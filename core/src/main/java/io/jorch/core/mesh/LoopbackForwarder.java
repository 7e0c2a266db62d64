package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/// Lets the cluster's members reach each other, each of which binds to a loopback address of its
/// own: here it listens on the addresses of all others, and carries what connects there through
/// the mesh to the node whose address it is, where it connects to the member itself.
///
/// A peer in the same network namespace is not forwarded: its loopback address is here already.
public final class LoopbackForwarder implements AutoCloseable {
  public static final String SERVICE = "hazelcast";

  private final Mesh mesh;
  private final InetSocketAddress own;
  private final Map<NodeId, ForwardedPeer> forwarded = new HashMap<>();

  private LoopbackForwarder(Mesh mesh, InetSocketAddress own) {
    this.mesh = mesh;
    this.own = own;
  }

  /// Serves others the member at `own`; forwards to nobody until [#members].
  ///
  /// @param port of every member
  public static LoopbackForwarder start(Mesh mesh, InetAddress own, int port) {
    LoopbackForwarder forwarder = new LoopbackForwarder(mesh, new InetSocketAddress(own, port));
    mesh.register(SERVICE, forwarder::serve);
    return forwarder;
  }

  private void serve(MeshStream stream) throws IOException {
    Socket member = new Socket();
    try {
      member.connect(own);
    } catch (IOException e) {
      Sockets.close(member);
      throw new IOException("the cluster member at " + own + " is not there", e);
    }
    Pipe.between(member, stream);
  }

  /// Forwards to these members from now on, and to no others; this node's own may be among them.
  /// Where the nodes listen must be known to the mesh before.
  ///
  /// @param addresses the loopback address of each
  public synchronized void members(Map<NodeId, InetAddress> addresses) {
    Map<NodeId, InetAddress> wanted = new HashMap<>(addresses);
    wanted.keySet().removeIf(node -> !distant(node));
    forwarded
        .entrySet()
        .removeIf(
            each -> {
              boolean unwanted = !each.getValue().address().equals(wanted.get(each.getKey()));
              if (unwanted) {
                each.getValue().close();
              }
              return unwanted;
            });
    wanted.forEach(
        (node, address) ->
            forwarded.computeIfAbsent(
                node,
                peer ->
                    ForwardedPeer.start(
                        mesh, peer, new InetSocketAddress(address, own.getPort()))));
  }

  private boolean distant(NodeId node) {
    InetSocketAddress at = mesh.peers().get(node);
    boolean self = node.equals(mesh.credentials().identity().node());
    return !self && at != null && !Sockets.local(at.getAddress());
  }

  @Override
  public synchronized void close() {
    mesh.unregister(SERVICE);
    forwarded.values().forEach(ForwardedPeer::close);
    forwarded.clear();
  }
}

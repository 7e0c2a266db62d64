package io.jorch.core.mesh;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.Role;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.IdentityFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A process that is a node's mesh, forwarder and cluster member, told what to do line by line.
///
/// Arguments: the directory of its identity, then every node as `ID=ADDRESS:PORT`, its own first.
final class TestMember {
  private TestMember() {}

  public static void main(String[] arguments) throws IOException {
    IdentityFiles files = new IdentityFiles(Path.of(arguments[0]));
    Credentials credentials =
        new Credentials(
            files.identity().orElseThrow(), files.trust().orElseThrow(), () -> TestNodes.NOW);
    NodeId self = credentials.identity().node();
    Map<NodeId, InetSocketAddress> nodes = new HashMap<>();
    Map<NodeId, InetAddress> members = new HashMap<>();
    for (String each : List.of(arguments).subList(1, arguments.length)) {
      String[] parts = each.split("[=:]", -1);
      NodeId node = new NodeId(parts[0]);
      nodes.put(node, new InetSocketAddress(parts[1], Integer.parseInt(parts[2])));
      members.put(node, LoopbackAddress.of(node));
    }
    MeshConfig config = MeshConfig.of(nodes.getOrDefault(self, new InetSocketAddress(0)));
    InetAddress own = LoopbackAddress.of(self);
    try (Mesh mesh = Mesh.start(config, credentials)) {
      mesh.peers(nodes);
      try (LoopbackForwarder forwarder = LoopbackForwarder.start(mesh, own, ClusterConfig.PORT)) {
        forwarder.members(members);
        obey(mesh, self, List.copyOf(members.values()), own);
      }
    }
    System.exit(0);
  }

  private static void obey(Mesh mesh, NodeId self, List<InetAddress> all, InetAddress own)
      throws IOException {
    ClusterConfig config =
        new ClusterConfig("mesh", self, own, ClusterConfig.PORT, all, Set.of(Role.MANAGER), false);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Cluster cluster = Cluster.start(config)) {
      System.out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(mesh, cluster, self, line));
      }
    }
  }

  private static String answer(Mesh mesh, Cluster cluster, NodeId self, String line) {
    if (line.equals("members")) {
      return "" + cluster.members().size();
    } else if (line.equals("write")) {
      cluster.map(MapName.ASSIGNMENTS).put(self, AssignmentSet.empty(self), 1);
      return "written";
    } else if (line.startsWith("remove ")) {
      mesh.credentials().trust(mesh.credentials().trust().removing(new NodeId(line.substring(7))));
      return "removed";
    } else if (line.startsWith("knock ")) {
      return knock(LoopbackAddress.of(new NodeId(line.substring(6))));
    }
    return "" + cluster.map(MapName.ASSIGNMENTS).snapshot().size();
  }

  /// What connecting to a member's address comes to.
  private static String knock(InetAddress member) {
    try (Socket socket = new Socket(member, ClusterConfig.PORT)) {
      socket.setSoTimeout(20_000);
      return socket.getInputStream().read() < 0 ? "closed" : "greeted";
    } catch (ConnectException e) {
      return "refused";
    } catch (SocketTimeoutException e) {
      return "silent";
    } catch (IOException e) {
      return "closed";
    }
  }
}

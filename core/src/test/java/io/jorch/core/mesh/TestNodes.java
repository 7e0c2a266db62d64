package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.ClusterId;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.Keys;
import io.jorch.core.trust.TrustRoots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Nodes of one cluster on the loopback, that know each other.
final class TestNodes implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final int STREAMS_OF_ONE = 300;
  static final Duration MONTH = Duration.ofDays(30);
  static final ClusterId CLUSTER = new ClusterId("cccccccccccc");

  /// Long enough for a machine that does other things too, short enough to wait for.
  static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofMillis(200),
          Duration.ofMillis(1500));

  final Authority authority = Authority.create(CLUSTER, NOW);
  private final List<Mesh> open = new ArrayList<>();

  static NodeId id(char letter) {
    return new NodeId(String.valueOf(letter).repeat(12));
  }

  static Identity identity(Authority authority, char letter, NodeRole role, Instant at) {
    KeyPair pair = Keys.generate();
    return Identity.of(
        pair.getPrivate(), authority.issue(pair.getPublic(), id(letter), role, MONTH, at));
  }

  Credentials credentials(char letter, NodeRole role) {
    return new Credentials(
        identity(authority, letter, role, NOW), TrustRoots.of(authority.root()), () -> NOW);
  }

  Mesh start(char letter, NodeRole role) throws IOException {
    return start(credentials(letter, role), QUICK);
  }

  Mesh start(Credentials credentials, Patience patience) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Mesh mesh = Mesh.start(new MeshConfig(any, patience, STREAMS_OF_ONE), credentials);
    open.add(mesh);
    Map<NodeId, InetSocketAddress> all = new HashMap<>();
    open.forEach(each -> all.put(each.credentials().identity().node(), each.address()));
    open.forEach(each -> each.peers(all));
    return mesh;
  }

  static void echo(MeshStream stream) throws IOException {
    stream.input().transferTo(stream.output());
  }

  @Override
  public void close() {
    open.forEach(Mesh::close);
  }
}

package io.jorch.manager.cluster;

import io.jorch.core.mesh.Admission;
import io.jorch.core.mesh.LoopbackAddress;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.NodeSubject;
import io.jorch.core.trust.Roster;
import io.jorch.core.wire.Wire;
import io.jorch.manager.store.ClusterRecord;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.NodeRecord.Availability;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lets nodes in, at any manager: the secret of the token decides the role. The node's record is
/// durable before the node gets its certificate.
public final class Admissions implements Admission {
  /// How long a node's certificate is good; it is renewed after two thirds of that.
  public static final Duration VALIDITY = Duration.ofDays(90);

  private static final long PATIENCE_SECONDS = 20;

  private final ClusterStore store;
  private final UUID group;
  private final InstantSource clock;

  public Admissions(ClusterStore store, UUID group, InstantSource clock) {
    this.store = store;
    this.group = group;
    this.clock = clock;
  }

  /// Why a node is not let in.
  private static final class NotLetIn extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotLetIn(String message) {
      super(message);
    }
  }

  @Override
  public Answer admit(Request request) {
    try {
      NodeRecord node = await(store.admit((state, cluster) -> record(request, state, cluster)));
      return answer(node, request.key());
    } catch (NotLetIn e) {
      return new Answer.Refused(String.valueOf(e.getMessage()));
    }
  }

  private NodeRecord record(Request request, ClusterStore.State state, ClusterRecord cluster) {
    NodeRole role =
        cluster
            .secrets()
            .role(request.secret())
            .orElseThrow(
                () ->
                    new NotLetIn(
                        "the token is not valid any more; `jorch cluster token worker|manager` on a"
                            + " manager prints a new one"));
    if (state.node(request.node()).isPresent()
        || cluster.trust().removed().contains(request.node())) {
      throw new NotLetIn(
          "node "
              + request.node()
              + " is or was in the cluster already; `jorch cluster leave` on it gives it a new id");
    }
    String address = address(request);
    Optional<NodeRecord> there =
        state.nodes().stream().filter(each -> each.address().equals(address)).findFirst();
    if (there.isPresent()) {
      throw new NotLetIn(
          "node "
              + there.get().hostname()
              + " has the address "
              + address
              + " already; give this node's own with --advertise-addr, or remove the other with"
              + " `jorch node rm`");
    }
    return new NodeRecord(
        request.node(),
        request.hostname(),
        role,
        address,
        LoopbackAddress.free(request.node(), taken(state)).getHostAddress(),
        clock.instant(),
        Availability.ACTIVE,
        Map.of());
  }

  private static String address(Request request) {
    return request.advertised().isEmpty() ? request.from().getHostAddress() : request.advertised();
  }

  private static Set<InetAddress> taken(ClusterStore.State state) {
    Set<InetAddress> taken = new HashSet<>();
    for (NodeRecord node : state.nodes()) {
      try {
        taken.add(InetAddress.getByName(node.member()));
      } catch (UnknownHostException e) {
        throw new IllegalStateException("a node's record holds '" + node.member() + "'", e);
      }
    }
    return taken;
  }

  @Override
  public Answer renew(NodeSubject subject, PublicKey key) {
    return store
        .state()
        .node(subject.node())
        .map(node -> answer(node, key))
        .orElseGet(
            () -> new Answer.Refused("node " + subject.node() + " is not in the cluster any more"));
  }

  /// Recorded only when it is of the root that signs now: an answer that comes late says nothing.
  @Override
  public Optional<String> presented(NodeSubject subject, X509Certificate certificate) {
    try {
      Optional<NodeRecord> node =
          await(store.change(subject.node(), (cluster, each) -> seen(cluster, each, certificate)));
      boolean newest =
          node.isPresent()
              && store.state().cluster().map(Admissions::authority).stream()
                  .anyMatch(
                      now -> now.issued(certificate) && node.get().isUnder(now.fingerprint()));
      return newest
          ? Optional.empty()
          : Optional.of("the certificate is not of the newest root, as far as is known here");
    } catch (NotLetIn e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static NodeRecord seen(
      Optional<ClusterRecord> cluster, NodeRecord node, X509Certificate certificate) {
    return cluster
        .map(Admissions::authority)
        .filter(authority -> authority.issued(certificate))
        .map(authority -> node.under(authority.fingerprint()))
        .orElse(node);
  }

  private Answer answer(NodeRecord node, PublicKey key) {
    ClusterStore.State state = store.state();
    ClusterRecord cluster =
        state.cluster().orElseThrow(() -> new NotLetIn("there is no cluster any more"));
    Roster roster = Rosters.of(state, group).orElseThrow();
    return new Answer.Admitted(
        authority(cluster).issue(key, node.id(), node.role(), VALIDITY, clock.instant()),
        cluster.trust(),
        Wire.text(Roster.class, roster));
  }

  static Authority authority(ClusterRecord cluster) {
    return Authority.of(Base64.getDecoder().decode(cluster.authority()));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotLetIn no) throw no;
      throw new NotLetIn("the node could not be recorded: " + e.getCause());
    } catch (TimeoutException e) {
      throw new NotLetIn("the managers do not agree in time; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotLetIn("the manager is ending; try again");
    }
  }
}

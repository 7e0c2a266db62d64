package io.jorch.manager.cluster;

import io.jorch.core.trust.Authority;
import io.jorch.core.trust.Fingerprint;
import io.jorch.manager.store.ClusterRecord;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.NodeRecord;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replacement of the authority's root. It begins with a root that the present one vouches for,
/// trusted beside it: whoever has not heard of the new one accepts its certificates all the same,
/// and those of the old one count on, so nodes renew in any order. Each shows its new certificate
/// to a manager. Once all have, also those that came meanwhile, the old root is trusted no more: no
/// node goes by it then, and open connections are not judged by it again.
public final class Rotation {
  private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);
  private static final long PATIENCE_SECONDS = 20;

  private final ClusterStore store;
  private final InstantSource clock;

  public Rotation(ClusterStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Nodes that have not shown a certificate of the new root; nothing when no root is replaced.
  static Optional<List<NodeRecord>> waiting(ClusterStore.State state) {
    return state
        .cluster()
        .filter(cluster -> cluster.trust().rotating())
        .map(cluster -> waiting(cluster, state.nodes()));
  }

  private static List<NodeRecord> waiting(ClusterRecord cluster, List<NodeRecord> nodes) {
    Fingerprint root = Admissions.authority(cluster).fingerprint();
    return nodes.stream().filter(node -> !node.isUnder(root)).toList();
  }

  /// Begins one, unless one is under way.
  CompletableFuture<ClusterRecord> begin() {
    return store.change(cluster -> cluster.trust().rotating() ? cluster : begun(cluster));
  }

  private ClusterRecord begun(ClusterRecord cluster) {
    Authority next = Admissions.authority(cluster).renewed(clock.instant());
    String stored = Base64.getEncoder().encodeToString(next.bytes());
    return cluster.with(stored, cluster.trust().trusting(next.root()));
  }

  private static ClusterRecord ended(ClusterRecord cluster, List<NodeRecord> nodes) {
    return cluster.trust().rotating() && waiting(cluster, nodes).isEmpty()
        ? cluster.with(cluster.trust().only(Admissions.authority(cluster).root()))
        : cluster;
  }

  /// Ends one that no node stands against; gives whether it did.
  public boolean step() throws InterruptedException {
    try {
      boolean ended = store.settle(Rotation::ended).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (ended) LOG.info("all nodes go by the authority's new root; it alone is trusted now");
      return ended;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the authority's former root is still trusted; tried again: {}", e.toString());
      return false;
    }
  }
}

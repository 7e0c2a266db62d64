package io.jorch.manager.cluster;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.Peer;
import io.jorch.manager.store.PeerAddress;
import io.jorch.manager.store.RaftStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the store's members those nodes that are to be managers, one change at a time; only the
/// manager that leads does it. A node that is to be one is added once it is there.
public final class Voters {
  /// Of the store, on every manager.
  public static final int PORT = 7438;

  private static final Logger LOG = LoggerFactory.getLogger(Voters.class);
  private static final long PATIENCE_SECONDS = 30;

  private final RaftStore raft;
  private final ClusterStore store;
  private Optional<Step> failed = Optional.empty();

  public Voters(RaftStore raft) {
    this.raft = raft;
    this.store = new ClusterStore(raft);
  }

  /// One change.
  sealed interface Step {
    record Add(Peer peer) implements Step {}

    record Remove(NodeId id) implements Step {}
  }

  /// The next change, if any: who is there is added before anyone is removed.
  static Optional<Step> next(List<NodeRecord> nodes, List<Peer> members, Set<NodeId> present) {
    Map<NodeId, NodeRecord> managers =
        nodes.stream()
            .filter(node -> node.role() == NodeRole.MANAGER)
            .collect(Collectors.toMap(NodeRecord::id, node -> node));
    Set<NodeId> voting = members.stream().map(Peer::id).collect(Collectors.toSet());
    Optional<NodeRecord> missing =
        managers.values().stream()
            .filter(node -> !voting.contains(node.id()) && present.contains(node.id()))
            .min((a, b) -> a.id().compareTo(b.id()));
    if (missing.isPresent()) {
      NodeRecord node = missing.get();
      return Optional.of(new Step.Add(new Peer(node.id(), new PeerAddress(node.address(), PORT))));
    }
    return members.stream()
        .map(Peer::id)
        .filter(id -> !managers.containsKey(id))
        .findFirst()
        .map(Step.Remove::new);
  }

  /// Makes the next change and waits for it; gives whether there was one.
  public boolean step(Set<NodeId> present) throws InterruptedException {
    Optional<Step> next = next(store.state().nodes(), raft.members().all(), present);
    if (next.isEmpty() || store.state().cluster().isEmpty()) return false;
    CompletableFuture<List<Peer>> change =
        switch (next.get()) {
          case Step.Add(Peer peer) -> raft.members().add(peer);
          case Step.Remove(NodeId id) -> raft.members().remove(id);
        };
    try {
      change.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.info("the managers are now {}", raft.members().all());
      failed = Optional.empty();
      return true;
    } catch (ExecutionException | TimeoutException e) {
      tell(next.get(), e);
      return false;
    }
  }

  /// A manager is there for the other nodes a moment before its store is: that is not worth a
  /// warning.
  private void tell(Step step, Exception why) {
    String text = "{} of the managers failed and is tried again: {}";
    if (failed.equals(Optional.of(step))) LOG.warn(text, step, why.toString());
    else LOG.debug(text, step, why.toString());
    failed = Optional.of(step);
  }
}

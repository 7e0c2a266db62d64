package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Which node has which volume, and which of them are to go, in the durable store.
public final class VolumeLedger {
  private final Store store;

  VolumeLedger(Store store) {
    this.store = store;
  }

  /// Binds a volume to a node, once and for all; completes with the node it is bound to, which is
  /// another one when another was quicker.
  public CompletableFuture<NodeId> bind(VolumeName volume, NodeId node) {
    Key key = DesiredState.key(volume);
    Optional<Versioned> bound = store.get(key);
    if (bound.isPresent()) {
      return CompletableFuture.completedFuture(new NodeId(bound.get().value().toString()));
    }
    return store
        .commit(Transaction.begin().put(key, Expected.absent(), Blob.of(node.value())).build())
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed committed -> CompletableFuture.completedFuture(node);
                  case Outcome.Conflict conflict -> bind(volume, node);
                });
  }

  /// Forgets where a volume is, after it was removed.
  public CompletableFuture<Outcome> unbind(VolumeName volume) {
    return store.commit(
        Transaction.begin().delete(DesiredState.key(volume), Expected.any()).build());
  }

  /// Forgets volumes that were to go, once they are gone.
  public CompletableFuture<Outcome> settle(Collection<DoomedVolume> volumes) {
    Transaction.Builder transaction = Transaction.begin();
    volumes.forEach(each -> transaction.delete(DesiredState.key(each), Expected.any()));
    return store.commit(transaction.build());
  }

  /// Nothing is removed any more from a node that is out for good.
  public CompletableFuture<Outcome> release(NodeId node) {
    DesiredState state = new DesiredState(store.snapshot());
    return settle(state.doomed().stream().filter(each -> each.node().equals(node)).toList());
  }
}

package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import io.jorch.core.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The cluster and its nodes in the durable store. Every change is made on what was read and
/// committed on the condition that it still holds, else made again; a change that gives back what
/// it got commits nothing.
public final class ClusterStore {
  private static final Key KEY = new Key("cluster", "cluster");

  /// Changes with each admission, so that of two only one is made on the same state.
  private static final Key LEDGER = new Key("ledger", "nodes");

  private final Store store;

  public ClusterStore(Store store) {
    this.store = store;
  }

  /// Everything about the cluster at one moment.
  ///
  /// @param version grows with each change of anything in the store
  public record State(long version, Optional<ClusterRecord> cluster, List<NodeRecord> nodes) {
    public Optional<NodeRecord> node(NodeId id) {
      return nodes.stream().filter(each -> each.id().equals(id)).findFirst();
    }
  }

  public State state() {
    return state(store.snapshot());
  }

  private static State state(Snapshot snapshot) {
    return new State(
        snapshot.version(),
        snapshot.get(KEY).map(each -> Wire.read(ClusterRecord.class, each.value().bytes())),
        new DesiredState(snapshot).nodes());
  }

  /// Calls back after each change of anything.
  public Watch watch(Runnable changed) {
    return store.watch("", new Nudge(changed));
  }

  private record Nudge(Runnable changed) implements ChangeListener {
    @Override
    public void changed(List<Change> changes) {
      changed.run();
    }

    @Override
    public void reloaded() {
      changed.run();
    }
  }

  /// Makes the cluster, with its first node; completes with whether it is as given.
  public CompletableFuture<Boolean> found(ClusterRecord cluster, NodeRecord first) {
    Transaction founding =
        Transaction.begin()
            .put(KEY, Expected.asRead(store.get(KEY)), blob(cluster))
            .put(DesiredState.key(first.id()), Expected.any(), blob(first))
            .build();
    return store.commit(founding).thenApply(Outcome.Committed.class::isInstance);
  }

  /// Changes the cluster's record.
  public CompletableFuture<ClusterRecord> change(UnaryOperator<ClusterRecord> change) {
    Versioned read =
        store.get(KEY).orElseThrow(() -> new StoreException("there is no cluster in the store"));
    ClusterRecord before = Wire.read(ClusterRecord.class, read.value().bytes());
    ClusterRecord after = change.apply(before);
    if (after.equals(before)) return CompletableFuture.completedFuture(before);
    Transaction changing =
        Transaction.begin().put(KEY, Expected.exactly(read.version()), blob(after)).build();
    return store
        .commit(changing)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ -> CompletableFuture.completedFuture(after);
                  case Outcome.Conflict _ -> change(change);
                });
  }

  /// Changes the cluster's record by that of its nodes, none of which came meanwhile; completes
  /// with whether there was a change.
  public CompletableFuture<Boolean> settle(
      BiFunction<ClusterRecord, List<NodeRecord>, ClusterRecord> change) {
    Snapshot snapshot = store.snapshot();
    State state = state(snapshot);
    if (state.cluster().isEmpty()) return CompletableFuture.completedFuture(false);
    ClusterRecord before = state.cluster().get();
    ClusterRecord after = change.apply(before, state.nodes());
    if (after.equals(before)) return CompletableFuture.completedFuture(false);
    Transaction settling =
        Transaction.begin()
            .check(LEDGER, Expected.asRead(snapshot.get(LEDGER)))
            .put(KEY, Expected.asRead(snapshot.get(KEY)), blob(after))
            .build();
    return store
        .commit(settling)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ -> CompletableFuture.completedFuture(true);
                  case Outcome.Conflict _ -> settle(change);
                });
  }

  /// Lets a node in as `record` makes it of the state that holds; the cluster's record must be the
  /// one read (its secrets may have been changed). Completes with the node's record.
  public CompletableFuture<NodeRecord> admit(BiFunction<State, ClusterRecord, NodeRecord> record) {
    Snapshot snapshot = store.snapshot();
    Optional<Versioned> read = snapshot.get(KEY);
    State state = state(snapshot);
    ClusterRecord cluster =
        state.cluster().orElseThrow(() -> new StoreException("there is no cluster in the store"));
    NodeRecord fresh = record.apply(state, cluster);
    Transaction admission =
        Transaction.begin()
            .check(KEY, Expected.asRead(read))
            .put(LEDGER, Expected.asRead(snapshot.get(LEDGER)), Blob.of(fresh.id().value()))
            .put(DesiredState.key(fresh.id()), Expected.absent(), blob(fresh))
            .build();
    return store
        .commit(admission)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ -> CompletableFuture.completedFuture(fresh);
                  case Outcome.Conflict _ -> admit(record);
                });
  }

  /// Changes a node's record; completes with nothing when there is no such node.
  public CompletableFuture<Optional<NodeRecord>> change(
      NodeId id, UnaryOperator<NodeRecord> change) {
    return change(id, (cluster, node) -> change.apply(node));
  }

  /// Changes a node's record by that of the cluster, which still holds when the change is made.
  public CompletableFuture<Optional<NodeRecord>> change(
      NodeId id, BiFunction<Optional<ClusterRecord>, NodeRecord, NodeRecord> change) {
    return change(id, Optional.empty(), change);
  }

  /// The same.
  ///
  /// @param first what is changed where nothing is kept of the node
  CompletableFuture<Optional<NodeRecord>> change(
      NodeId id,
      Optional<NodeRecord> first,
      BiFunction<Optional<ClusterRecord>, NodeRecord, NodeRecord> change) {
    Snapshot snapshot = store.snapshot();
    Key key = DesiredState.key(id);
    Optional<Versioned> read = snapshot.get(key);
    Optional<NodeRecord> before =
        read.map(each -> Wire.read(NodeRecord.class, each.value().bytes()));
    Optional<NodeRecord> after =
        before.or(() -> first).map(each -> change.apply(state(snapshot).cluster(), each));
    if (after.equals(before)) return CompletableFuture.completedFuture(before);
    Transaction changing =
        Transaction.begin()
            .check(KEY, Expected.asRead(snapshot.get(KEY)))
            .put(key, Expected.asRead(read), blob(after.orElseThrow()))
            .build();
    return store
        .commit(changing)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ -> CompletableFuture.completedFuture(after);
                  case Outcome.Conflict _ -> change(id, first, change);
                });
  }

  /// Takes a node out for good: its record goes, its certificates count no more, and what was its
  /// is free.
  public CompletableFuture<Boolean> remove(NodeId id) {
    return strike(id)
        .thenCompose(
            was ->
                new NetworkLedger(store)
                    .release(id)
                    .thenCompose(_ -> new VolumeLedger(store).release(id))
                    .thenApply(_ -> was));
  }

  private CompletableFuture<Boolean> strike(NodeId id) {
    Snapshot snapshot = store.snapshot();
    Optional<Versioned> cluster = snapshot.get(KEY);
    Optional<Versioned> node = snapshot.get(DesiredState.key(id));
    if (node.isEmpty() || cluster.isEmpty()) return CompletableFuture.completedFuture(false);
    ClusterRecord before = Wire.read(ClusterRecord.class, cluster.get().value().bytes());
    Transaction removal =
        Transaction.begin()
            .put(
                KEY,
                Expected.exactly(cluster.get().version()),
                blob(before.with(before.trust().removing(id))))
            .delete(DesiredState.key(id), Expected.asRead(node))
            .build();
    return store
        .commit(removal)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ -> CompletableFuture.completedFuture(true);
                  case Outcome.Conflict _ -> strike(id);
                });
  }

  private static Blob blob(ClusterRecord record) {
    return Blob.of(Wire.bytes(ClusterRecord.class, record));
  }

  private static Blob blob(NodeRecord record) {
    return Blob.of(Wire.bytes(NodeRecord.class, record));
  }
}

package io.jorch.manager.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Durable, versioned objects with transactions. All methods may be called from any thread.
public interface Store extends AutoCloseable {
  /// The state as this member has it now: immutable, taken without a lock. A transaction this
  /// member acknowledged is in it; on a member that does not lead it may lag behind the others.
  Snapshot snapshot();

  default Optional<Versioned> get(Key key) {
    return snapshot().get(key);
  }

  default List<Versioned> list(String kind) {
    return snapshot().list(kind);
  }

  /// Completes once the transaction is on disk and applied, here too, or refused by an expectation.
  /// Any member may be asked; it happens once at most. Fails with [StoreException] when that is
  /// impossible, or undecided for ten seconds: it says whether it may have happened.
  CompletableFuture<Outcome> commit(Transaction transaction);

  /// The state with everything in it that anyone was acknowledged before this call: it goes through
  /// the log, so it needs a majority. Fails like [#commit].
  CompletableFuture<Snapshot> current();

  /// An object as it is at some moment between call and answer, however far this member lags.
  default CompletableFuture<Optional<Versioned>> read(Key key) {
    return current().thenApply(state -> state.get(key));
  }

  /// Delivers every change of the objects of `kind` that comes after the state which
  /// [#snapshot()] returns at the time of the call. An empty kind means all.
  Watch watch(String kind, ChangeListener listener);

  /// Ends the store; everything acknowledged stays. Commits under way fail.
  @Override
  void close();
}

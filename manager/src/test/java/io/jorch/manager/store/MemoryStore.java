package io.jorch.manager.store;

import java.util.concurrent.CompletableFuture;

/// A store that keeps nothing longer than itself and answers at once.
public final class MemoryStore implements Store {
  private Snapshot state = Snapshot.EMPTY;

  @Override
  public synchronized Snapshot snapshot() {
    return state;
  }

  @Override
  public synchronized CompletableFuture<Outcome> commit(Transaction transaction) {
    Snapshot.Applied applied = state.apply(transaction, state.version() + 1);
    state = applied.after();
    return CompletableFuture.completedFuture(applied.outcome());
  }

  @Override
  public CompletableFuture<Snapshot> current() {
    return CompletableFuture.completedFuture(snapshot());
  }

  @Override
  public Watch watch(String kind, ChangeListener listener) {
    return () -> {};
  }

  @Override
  public void close() {}
}

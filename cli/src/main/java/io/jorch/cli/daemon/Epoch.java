package io.jorch.cli.daemon;

import io.jorch.manager.store.Blob;
import io.jorch.manager.store.Expected;
import io.jorch.manager.store.Key;
import io.jorch.manager.store.Outcome;
import io.jorch.manager.store.Store;
import io.jorch.manager.store.Transaction;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A number that grows with each start of a manager, taken from the durable log: what a manager
/// sends counts as newer than anything an earlier one sent.
final class Epoch {
  private static final long PATIENCE_SECONDS = 20;

  private Epoch() {}

  static long next(Store store, Instant now) throws IOException {
    Transaction mark =
        Transaction.begin()
            .put(new Key("manager", "epoch"), Expected.any(), Blob.of(now.toString()))
            .build();
    try {
      return switch (store.commit(mark).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        case Outcome.Committed committed -> committed.version();
        case Outcome.Conflict conflict -> throw new IOException("the store refused: " + conflict);
      };
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("write to the store: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing to the store", e);
    }
  }
}

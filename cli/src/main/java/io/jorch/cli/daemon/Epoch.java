package io.jorch.cli.daemon;

import io.jorch.manager.store.Blob;
import io.jorch.manager.store.Expected;
import io.jorch.manager.store.Key;
import io.jorch.manager.store.Outcome;
import io.jorch.manager.store.Store;
import io.jorch.manager.store.Transaction;
import io.jorch.manager.store.Versioned;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A number that grows with each start of a manager, taken from the durable log: what a manager
/// sends counts as newer than anything an earlier one sent. It follows the clock where that is
/// ahead, so that it also grows when the log was brought back from a backup.
final class Epoch {
  private static final Key KEY = new Key("manager", "epoch");
  private static final Instant ORIGIN = Instant.parse("2025-01-01T00:00:00Z");
  private static final long PATIENCE_SECONDS = 20;

  private Epoch() {}

  static long next(Store store, Instant now) throws IOException {
    while (true) {
      Optional<Versioned> before = store.get(KEY);
      long next = Math.max(before.map(Epoch::number).orElse(0L) + 1, seconds(now));
      Transaction mark =
          Transaction.begin()
              .put(KEY, Expected.asRead(before), Blob.of(Long.toString(next)))
              .build();
      if (commit(store, mark) instanceof Outcome.Committed) return next;
    }
  }

  private static long seconds(Instant now) {
    return Duration.between(ORIGIN, now).toSeconds();
  }

  private static long number(Versioned value) {
    try {
      return Long.parseLong(value.value().toString());
    } catch (NumberFormatException e) {
      return 0; // written by a version that kept the time there
    }
  }

  private static Outcome commit(Store store, Transaction mark) throws IOException {
    try {
      return store.commit(mark).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("write to the store: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing to the store", e);
    }
  }
}

package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftStoreIT {
  private static final Key WEB = new Key("stack", "web");

  @TempDir Path directory;

  private StoreConfig config() {
    return StoreConfig.alone(directory.resolve("store"));
  }

  private static long put(Store store, Key key, String value) {
    Transaction transaction = Transaction.begin().put(key, Expected.any(), Blob.of(value)).build();
    return assertInstanceOf(Outcome.Committed.class, store.commit(transaction).join()).version();
  }

  @Test
  void findsEverythingAgainAfterARestart() {
    long version;
    try (Store store = RaftStore.open(config())) {
      put(store, WEB, "one");
      version = put(store, WEB, "two");
      put(store, new Key("stack", "gone"), "x");
      store
          .commit(Transaction.begin().delete(new Key("stack", "gone"), Expected.any()).build())
          .join();
    }
    try (Store store = RaftStore.open(config())) {
      assertEquals(List.of(new Versioned(WEB, Blob.of("two"), version)), store.list("stack"));
      assertTrue(put(store, WEB, "three") > version);
    }
  }

  @Test
  void answersAConflictAsAValueAndChangesNothing() {
    try (Store store = RaftStore.open(config())) {
      long version = put(store, WEB, "one");
      Expected stale = Expected.exactly(version + 100);
      Outcome outcome =
          store
              .commit(
                  Transaction.begin()
                      .put(new Key("network", "n"), Expected.absent(), Blob.of("n"))
                      .put(WEB, stale, Blob.of("two"))
                      .build())
              .join();
      assertEquals(new Outcome.Conflict(WEB, stale, OptionalLong.of(version)), outcome);
      assertEquals(List.of(), store.list("network"));
    }
  }

  @Test
  void letsExactlyOneOfManyConcurrentWritersWinEachVersion() {
    try (Store store = RaftStore.open(config())) {
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        outcomes.add(
            store.commit(
                Transaction.begin().put(WEB, Expected.absent(), Blob.of("w" + i)).build()));
      }
      long winners =
          outcomes.stream()
              .map(CompletableFuture::join)
              .filter(Outcome.Committed.class::isInstance)
              .count();
      assertEquals(1, winners);
    }
  }

  @Test
  void tellsWatchersEachChangeInCommitOrder() throws InterruptedException {
    try (Store store = RaftStore.open(config())) {
      put(store, WEB, "before");
      BlockingQueue<Change> seen = new LinkedBlockingQueue<>();
      Watch watch = store.watch("stack", seen::addAll);
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Key key = new Key(i % 2 == 0 ? "stack" : "other", "s" + i);
        outcomes.add(
            store.commit(Transaction.begin().put(key, Expected.any(), Blob.of("" + i)).build()));
      }
      outcomes.forEach(CompletableFuture::join);
      long last = 0;
      for (int i = 0; i < 200; i += 2) {
        Change change = seen.poll(30, TimeUnit.SECONDS);
        assertEquals("s" + i, change == null ? "nothing" : change.key().name());
        assertTrue(change != null && change.version() > last);
        last = change.version();
      }
      watch.close();
      put(store, WEB, "after");
      assertTrue(seen.isEmpty());
    }
  }

  @Test
  void restartsFromSnapshotsAndPurgesTheLogBehindThem() throws IOException {
    StoreConfig config = config().snapshotEvery(50);
    String value = "v".repeat(20_000);
    try (Store store = RaftStore.open(config)) {
      for (int i = 0; i < 400; i++) {
        put(store, new Key("stack", "s" + i % 10), value + i);
      }
    }
    // 8 MB were written; what is left is the open segment, the last and two small snapshots.
    assertTrue(size(config.directory()) < 4_000_000, "size is " + size(config.directory()));
    try (Store store = RaftStore.open(config)) {
      assertEquals(10, store.list("stack").size());
      assertEquals(Blob.of(value + 399), store.get(new Key("stack", "s9")).orElseThrow().value());
    }
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void refusesADirectoryThatAnotherStoreHolds() {
    try (Store first = RaftStore.open(config())) {
      StoreException refused =
          assertThrows(StoreException.class, () -> RaftStore.open(config()).close());
      assertEquals(
          "cannot open the store in "
              + config().directory()
              + ": another daemon uses it (process "
              + ProcessHandle.current().pid()
              + "); stop that one, or give this one its own state directory",
          refused.getMessage());
      put(first, WEB, "still works");
    }
  }

  @Test
  void refusesADirectoryWithForeignFiles() throws IOException {
    Files.createDirectories(config().directory());
    Files.writeString(config().directory().resolve("thesis.txt"), "precious");
    StoreException refused =
        assertThrows(StoreException.class, () -> RaftStore.open(config()).close());
    assertEquals(
        "cannot make a store in "
            + config().directory()
            + ": it holds other files (thesis.txt); choose an empty directory",
        refused.getMessage());
  }

  @Test
  void refusesAStoreOfALaterForm() throws IOException {
    RaftStore.open(config()).close();
    Files.writeString(config().directory().resolve("store"), "jorch-store 3\nwhatever\n");
    StoreException refused =
        assertThrows(StoreException.class, () -> RaftStore.open(config()).close());
    assertTrue(refused.getMessage().contains("its file 'store' says 'jorch-store 3'"));
  }

  @Test
  void refusesWritesWhileTheDiskIsNearlyFullAndStillReads() {
    try (Store store = RaftStore.open(config())) {
      put(store, WEB, "one");
    }
    try (Store store = RaftStore.open(config().reserving(Long.MAX_VALUE / 2))) {
      assertEquals(Blob.of("one"), store.get(WEB).orElseThrow().value());
      CompletableFuture<Outcome> refused =
          store.commit(Transaction.begin().delete(WEB, Expected.any()).build());
      CompletionException failure = assertThrows(CompletionException.class, refused::join);
      StoreException reason = assertInstanceOf(StoreException.class, failure.getCause());
      assertTrue(reason.getMessage().contains("must stay free; make room and try again"));
    }
  }

  @Test
  void refusesATransactionThatIsTooLarge() {
    try (Store store = RaftStore.open(config())) {
      CompletableFuture<Outcome> refused =
          store.commit(
              Transaction.begin()
                  .put(WEB, Expected.any(), Acknowledger.filled(StoreConfig.MAX_TRANSACTION + 1))
                  .build());
      assertThrows(CompletionException.class, refused::join);
      put(store, WEB, Acknowledger.filled(StoreConfig.MAX_TRANSACTION - 1000).toString());
    }
  }
}

package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupIT {
  private static final Key WEB = new Key("stack", "web");

  @TempDir Path directory;

  static long put(Store store, Key key, String value) {
    Transaction transaction = Transaction.begin().put(key, Expected.any(), Blob.of(value)).build();
    return assertInstanceOf(Outcome.Committed.class, store.commit(transaction).join()).version();
  }

  @Test
  void aStoreThatWasAloneBecomesTheFirstOfThreeAndLosesNothing() {
    long version;
    try (RaftStore alone = RaftStore.open(StoreConfig.alone(directory.resolve("a")))) {
      version = put(alone, WEB, "one");
    }
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      for (String name : List.of("a", "b", "c")) {
        Ensemble.await(
            "the object at " + name,
            () ->
                group
                    .get(name)
                    .get(WEB)
                    .equals(Optional.of(new Versioned(WEB, Blob.of("one"), version))));
        assertEquals(3, group.get(name).members().all().size());
      }
      assertTrue(put(group.get("a"), WEB, "two") > version);
    }
  }

  @Test
  void everyMemberCommitsAndReadsItsOwnWrites() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      for (int i = 0; i < 30; i++) {
        RaftStore store = group.get(List.of("a", "b", "c").get(i % 3));
        put(store, WEB, "v" + i);
        assertEquals(Blob.of("v" + i), store.get(WEB).orElseThrow().value());
        RaftStore other = group.get(List.of("a", "b", "c").get((i + 1) % 3));
        assertEquals(Blob.of("v" + i), other.read(WEB).join().orElseThrow().value());
      }
    }
  }

  @Test
  void oneOfManyConcurrentWritersAtAllMembersWins() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        RaftStore store = group.get(List.of("a", "b", "c").get(i % 3));
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
  void withoutAMajorityCommitsFailAndSayWhoIsSilent() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      put(group.get("a"), WEB, "one");
      group.stop("b");
      group.stop("c");
      Ensemble.await("a to stop leading", () -> group.get("a").leadership().leads().isEmpty());
      CompletableFuture<Outcome> lost =
          group
              .get("a")
              .commit(Transaction.begin().put(WEB, Expected.any(), Blob.of("two")).build());
      CompletionException failure = assertThrows(CompletionException.class, lost::join);
      String message = assertInstanceOf(StoreException.class, failure.getCause()).getMessage();
      assertTrue(
          message.startsWith(
              "the change was not stored: 2 of 3 managers do not answer: "
                  + group.peer("b")
                  + " ("),
          message);
      assertTrue(
          message.endsWith(
              "; containers keep running; changes wait until a majority is back, or see `jorch"
                  + " cluster recover`"),
          message);
      assertEquals(Blob.of("one"), group.get("a").get(WEB).orElseThrow().value());
      group.reopen("b");
      put(group.get("a"), WEB, "three");
    }
  }
}

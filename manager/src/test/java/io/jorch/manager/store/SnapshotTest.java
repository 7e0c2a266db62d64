package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Key A = new Key("stack", "a");
  private static final Key B = new Key("stack", "b");

  @Test
  void appliesAllOperationsOrNone() {
    Snapshot one =
        Snapshot.EMPTY
            .apply(Transaction.begin().put(A, Expected.absent(), Blob.of("1")).build(), 5)
            .after();
    Snapshot.Applied refused =
        one.apply(
            Transaction.begin()
                .put(B, Expected.absent(), Blob.of("2"))
                .put(A, Expected.exactly(4), Blob.of("3"))
                .build(),
            6);
    assertEquals(
        new Outcome.Conflict(A, Expected.exactly(4), OptionalLong.of(5)), refused.outcome());
    assertSame(one, refused.after());
    assertTrue(refused.changes().isEmpty());
  }

  @Test
  void reportsWhatWasThereBefore() {
    Snapshot one =
        Snapshot.EMPTY
            .apply(Transaction.begin().put(A, Expected.any(), Blob.of("1")).build(), 5)
            .after();
    Snapshot.Applied gone =
        one.apply(Transaction.begin().delete(A, Expected.exactly(5)).build(), 9);
    assertEquals(
        List.of(new Change(A, Optional.of(new Versioned(A, Blob.of("1"), 5)), Optional.empty(), 9)),
        gone.changes());
    assertEquals(Optional.empty(), gone.after().get(A));
    assertEquals(9, gone.after().version());
  }

  @Test
  void checksWithoutChanging() {
    Snapshot.Applied checked =
        Snapshot.EMPTY.apply(Transaction.begin().check(A, Expected.exactly(1)).build(), 2);
    assertEquals(
        new Outcome.Conflict(A, Expected.exactly(1), OptionalLong.empty()), checked.outcome());
  }

  @Test
  void listsAKindOnlyAndPrefixesWithinIt() {
    Transaction fill =
        Transaction.begin()
            .put(new Key("network", "z"), Expected.any(), Blob.of("0"))
            .put(new Key("stack", "web"), Expected.any(), Blob.of("1"))
            .put(new Key("stack", "web2"), Expected.any(), Blob.of("2"))
            .put(new Key("stack", "a"), Expected.any(), Blob.of("3"))
            .put(new Key("stacks", "a"), Expected.any(), Blob.of("4"))
            .build();
    Snapshot state = Snapshot.EMPTY.apply(fill, 1).after();
    assertEquals(
        List.of("a", "web", "web2"),
        state.list("stack").stream().map(found -> found.key().name()).toList());
    assertEquals(
        List.of("web", "web2"),
        state.list("stack", "web").stream().map(found -> found.key().name()).toList());
  }

  @Test
  void refusesToNameAKeyTwice() {
    Transaction.Builder twice =
        Transaction.begin().delete(A, Expected.any()).put(A, Expected.any(), Blob.of("1"));
    assertThrows(IllegalArgumentException.class, twice::build);
  }
}

package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What gets a store out of the loss of its members.
class RescueIT {
  private static final Key WEB = new Key("stack", "web");

  @TempDir Path directory;

  private byte[] backup(Store store) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ((RaftStore) store).backup(bytes);
    return bytes.toByteArray();
  }

  @Test
  void aBackupBecomesANewGroupWithTheSameObjects() throws IOException {
    byte[] bytes;
    List<Versioned> objects;
    Backup made;
    long epoch;
    try (Ensemble group = Ensemble.of(directory, "a", "b")) {
      GroupIT.put(group.get("a"), WEB, "one");
      GroupIT.put(group.get("b"), new Key("secret", "s"), "two");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      made = group.get("b").backup(out);
      bytes = out.toByteArray();
      objects = group.get("b").snapshot().list("stack");
      epoch = group.get(group.leader("a", "b")).leadership().leads().orElseThrow();
    }
    try (Ensemble group = new Ensemble(directory.resolve("new"))) {
      Backup restored =
          RaftStore.restore(
              group.config("c", new Topology.Entry.Founder()), new ByteArrayInputStream(bytes));
      assertEquals(made, restored);
      RaftStore store = group.reopen("c");
      assertNotEquals(made.group(), store.group());
      assertEquals(objects, store.list("stack"));
      assertTrue(store.leadership().leads().orElseThrow() > epoch);
      assertTrue(GroupIT.put(store, WEB, "three") > made.version() + 1000);
      group.join("d", "c");
    }
  }

  @Test
  void aBackupOfAStoreThatIsAloneIsRestoredAlone() throws IOException {
    byte[] bytes;
    try (RaftStore store = RaftStore.open(StoreConfig.alone(directory.resolve("old")))) {
      GroupIT.put(store, WEB, "one");
      bytes = backup(store);
    }
    StoreConfig config = StoreConfig.alone(directory.resolve("new"));
    RaftStore.restore(config, new ByteArrayInputStream(bytes));
    try (RaftStore store = RaftStore.open(config)) {
      assertEquals(Blob.of("one"), store.get(WEB).orElseThrow().value());
    }
    StoreException refused =
        assertThrows(
            StoreException.class, () -> RaftStore.restore(config, new ByteArrayInputStream(bytes)));
    assertEquals(
        "cannot restore into "
            + config.directory()
            + ": there is a store already; move the directory away first",
        refused.getMessage());
  }

  @Test
  void aDamagedBackupIsRefusedAndLeavesNothing() throws IOException {
    byte[] bytes;
    try (RaftStore store = RaftStore.open(StoreConfig.alone(directory.resolve("old")))) {
      GroupIT.put(store, WEB, "one");
      bytes = backup(store);
    }
    bytes[bytes.length - 5] ^= 1; // in the last object's value
    StoreConfig config = StoreConfig.alone(directory.resolve("new"));
    StoreException refused =
        assertThrows(
            StoreException.class, () -> RaftStore.restore(config, new ByteArrayInputStream(bytes)));
    assertTrue(refused.getMessage().contains("its checksum does not match"), refused.getMessage());
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThrows(
        StoreException.class, () -> RaftStore.restore(config, new ByteArrayInputStream(half)));
    assertTrue(Files.notExists(config.directory().resolve("store")));
  }

  @Test
  void oneMemberOfThreeGoesOnAloneAfterRecoveryAndTheOthersJoinAnew() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      long version = GroupIT.put(group.get("a"), WEB, "one");
      Ensemble.await("the object at b", () -> group.get("b").get(WEB).isPresent());
      long epoch = group.get(group.leader("a", "b", "c")).leadership().leads().orElseThrow();
      var before = group.get("b").group();
      group.stop("a");
      group.stop("b");
      group.stop("c");
      Recovery recovery = RaftStore.recover(group.config("b", new Topology.Entry.Founder()));
      assertEquals(before, recovery.before());
      assertEquals(1, recovery.objects());
      assertEquals(version, recovery.version());
      assertEquals(List.of(group.peer("a"), group.peer("c")), recovery.left());
      RaftStore store = group.reopen("b");
      assertEquals(recovery.group(), store.group());
      assertEquals(new Versioned(WEB, Blob.of("one"), version), store.get(WEB).orElseThrow());
      assertTrue(GroupIT.put(store, WEB, "two") > version + 1000);
      assertTrue(store.leadership().leads().orElseThrow() > epoch);
      // One of the old group that comes back finds nobody of its group.
      RaftStore old = group.reopen("a");
      assertEquals(OptionalLong.empty(), old.leadership().leads());
      group.join("d", "b");
      assertEquals(2, store.members().all().size());
    }
  }

  @Test
  void recoveryKeepsEverythingThatReachedTheDisk() {
    StoreConfig config = StoreConfig.alone(directory.resolve("s"));
    try (RaftStore store = RaftStore.open(config.snapshotEvery(10))) {
      for (int i = 0; i < 25; i++) {
        GroupIT.put(store, new Key("k", "o" + i), "v" + i);
      }
    }
    Recovery recovery = RaftStore.recover(config);
    assertEquals(25, recovery.objects());
    try (RaftStore store = RaftStore.open(config)) {
      assertEquals(25, store.list("k").size());
    }
  }
}

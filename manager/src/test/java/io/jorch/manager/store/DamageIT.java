package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store makes of files that a kill, a power cut or a bad disk left behind.
class DamageIT {
  private static final String VALUE = "v".repeat(5_000);

  @TempDir Path directory;

  private StoreConfig config() {
    return StoreConfig.alone(directory.resolve("store"));
  }

  @BeforeEach
  void writesThreeObjectsInTheOpenSegment() {
    RaftStore store = RaftStore.open(config());
    for (int i = 0; i < 3; i++) {
      Transaction put =
          Transaction.begin().put(new Key("k", "o" + i), Expected.any(), Blob.of(VALUE)).build();
      store.commit(put).join();
    }
    store.close();
  }

  @Test
  void cutsOffAnEntryWhoseEndWasNeverWritten() throws IOException {
    Path segment = find("log_inprogress_");
    damage(segment, lastValue(segment) + 2_000, new byte[3_100]);
    deleteSnapshots();
    try (Store store = RaftStore.open(config())) {
      assertEquals(2, store.list("k").size());
    }
  }

  @Test
  void refusesAnEntryThatWasWholeAndIsNowDifferent() throws IOException {
    Path segment = find("log_inprogress_");
    damage(segment, lastValue(segment) + 2_000, new byte[] {'!'});
    deleteSnapshots();
    StoreException refused =
        assertThrows(StoreException.class, () -> RaftStore.open(config()).close());
    assertTrue(
        refused.getMessage().startsWith("cannot open the store in " + config().directory()),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("Log entry corrupted"), refused.getMessage());
  }

  @Test
  void refusesADamagedSnapshot() throws IOException {
    damage(find("snapshot."), 100, new byte[] {'!'});
    StoreException refused =
        assertThrows(StoreException.class, () -> RaftStore.open(config()).close());
    assertTrue(refused.getMessage().contains("is damaged"), refused.getMessage());
  }

  private Path find(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> !file.toString().endsWith(".md5"))
          .findFirst()
          .orElseThrow();
    }
  }

  /// The store takes one when it closes; without it the log must serve.
  private void deleteSnapshots() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(each -> each.toString().contains("snapshot.")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int lastValue(Path segment) throws IOException {
    String text = Files.readString(segment, StandardCharsets.ISO_8859_1);
    return text.lastIndexOf(VALUE);
  }

  private static void damage(Path file, int at, byte[] bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      open.write(bytes);
    }
  }
}

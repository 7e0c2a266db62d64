package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillIT {
  @TempDir Path directory;

  private record Acknowledged(Key key, long version, int size) {
    static Acknowledged parse(String line) {
      String[] words = line.split(" ", -1);
      return new Acknowledged(
          new Key(words[0], words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]));
    }
  }

  @Test
  void keepsEveryAcknowledgedWriteThroughTenKills() throws Exception {
    Path store = directory.resolve("store");
    Random random = new Random();
    List<Acknowledged> all = new ArrayList<>();
    for (int run = 0; run < 10; run++) {
      all.addAll(killed(store, run, 1 + random.nextInt(80), random.nextInt(30)));
    }
    assertTrue(all.size() >= 10);
    try (Store reopened = RaftStore.open(StoreConfig.alone(store))) {
      for (Acknowledged each : all) {
        Versioned found = reopened.get(each.key()).orElseThrow();
        assertEquals(each.version(), found.version());
        assertEquals(Acknowledger.filled(each.size()), found.value());
      }
    }
  }

  /// Lets a writer acknowledge `writes` times, waits `delay` milliseconds more, and kills it.
  private static List<Acknowledged> killed(Path store, int run, int writes, int delay)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Acknowledger.class.getName(),
                store.toString(),
                Integer.toString(run))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Acknowledged> acknowledged = new ArrayList<>();
    try (BufferedReader lines = writer.inputReader()) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.endsWith(" .")) { // else the kill cut it short
          acknowledged.add(Acknowledged.parse(line));
        }
        if (acknowledged.size() == writes) {
          TimeUnit.MILLISECONDS.sleep(delay);
          // Process.destroyForcibly would close the stream with what is still in it.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertEquals(128 + 9, writer.waitFor(), "the writer ended by itself");
    return acknowledged;
  }
}

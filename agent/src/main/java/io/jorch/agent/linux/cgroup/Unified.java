package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What the v2 tree offers for a group even without any controller.
final class Unified {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Unified() {}

  /// Since Linux 5.2.
  static boolean canFreeze(Path group) {
    return Files.exists(group.resolve("cgroup.freeze"));
  }

  /// Since Linux 5.14.
  static boolean canKill(Path group) {
    return Files.exists(group.resolve("cgroup.kill"));
  }

  static void freeze(Path group) throws IOException {
    ControlFile.write(group.resolve("cgroup.freeze"), "1");
    if (await(() -> isFrozen(group))) return;
    thaw(group);
    throw new IOException("freeze cgroup " + group + ": a process does not stop, try again later");
  }

  static void thaw(Path group) throws IOException {
    ControlFile.write(group.resolve("cgroup.freeze"), "0");
  }

  static boolean isFrozen(Path group) throws IOException {
    return ControlFile.keyed(group.resolve("cgroup.events"), "frozen") == 1;
  }

  static void kill(Path group) throws IOException {
    ControlFile.write(group.resolve("cgroup.kill"), "1");
  }

  static long cpuNanos(Path group) throws IOException {
    return ControlFile.keyed(group.resolve("cpu.stat"), "usage_usec") * 1000;
  }

  /// A condition that reads files.
  interface Condition {
    boolean holds() throws IOException;
  }

  /// False when the condition did not come to hold in time.
  static boolean await(Condition condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (long pause = 1; !condition.holds(); pause = Math.min(50, pause * 2)) {
      if (System.nanoTime() - deadline > 0) return false;
      Directories.sleep(pause);
    }
    return true;
  }
}

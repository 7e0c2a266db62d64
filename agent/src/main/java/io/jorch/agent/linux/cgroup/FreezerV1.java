package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Path;

/// The v1 freezer controller. Frozen processes act on no signal, SIGKILL included, until thawed.
final class FreezerV1 {
  private FreezerV1() {}

  /// A process just being forked can escape the first order (`FREEZING`): it is given again.
  static void freeze(Path group) throws IOException {
    boolean frozen =
        Unified.await(
            () -> {
              ControlFile.write(group.resolve("freezer.state"), "FROZEN");
              return isFrozen(group);
            });
    if (frozen) return;
    thaw(group);
    throw new IOException("freeze cgroup " + group + ": a process does not stop, try again later");
  }

  static void thaw(Path group) throws IOException {
    ControlFile.write(group.resolve("freezer.state"), "THAWED");
  }

  static boolean isFrozen(Path group) throws IOException {
    return ControlFile.read(group.resolve("freezer.state")).strip().equals("FROZEN");
  }
}

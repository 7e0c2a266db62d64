package io.jorch.agent.linux;

import com.sun.jna.Memory;

/// The launcher processes that are children of this process.
public final class Keepers {
  private Keepers() {}

  /// Waits for the keeper's end and removes its remains from the process table. Nothing happens
  /// when it is the child of another process, such as one that a former daemon started.
  public static void reap(int keeper) throws LinuxException {
    try (Memory status = new Memory(8)) {
      Libc.check("wait for keeper " + keeper, () -> SpawnLibc.waitpid(keeper, status, 0));
    } catch (LinuxException e) {
      if (e.errno() != Errno.ECHILD) throw e;
    }
  }
}

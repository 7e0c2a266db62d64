package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One group, in whichever trees the machine has. Holds no state: everything is asked of the
/// kernel.
public sealed interface Cgroup permits CgroupV1, CgroupV2 {
  String id();

  /// A single-threaded process joins by writing `0` to each of these files. The order matters.
  List<Path> joinFiles();

  /// Sets the limits that are present; those that are absent stay as they are.
  void limit(Limits limits) throws IOException;

  /// Returns when every process of the group stands still.
  void freeze() throws IOException;

  void thaw() throws IOException;

  boolean isFrozen() throws IOException;

  Stats stats() throws IOException;

  /// How many processes of the group the kernel has killed for want of memory.
  long oomKills() throws IOException;

  /// The pids, as seen here, of the group and the groups below it.
  Set<Integer> processes() throws IOException;

  /// Sends SIGKILL to every process of the group, frozen ones and those just being forked as well.
  void killAll() throws IOException;

  /// Removes the group and all below it. Processes must have been killed; waits a bounded time for
  /// the last of them to end. Does nothing for a group that is gone.
  void remove() throws IOException;
}

package io.jorch.agent.linux.cgroup;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import java.util.Set;

/// SIGKILL for processes that a group's own file just named.
final class Signals {
  private static final int SIGKILL = 9;

  private Signals() {}

  static void killEach(Set<Integer> pids) throws LinuxException {
    for (int pid : pids) {
      try {
        Libc.check("kill process " + pid, () -> Libc.kill(pid, SIGKILL));
      } catch (LinuxException e) {
        if (e.errno() != Errno.ESRCH) throw e;
      }
    }
  }
}

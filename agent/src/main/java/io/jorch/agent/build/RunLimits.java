package io.jorch.agent.build;

import io.jorch.agent.linux.cgroup.Limits;

/// What a RUN command may take of the machine, so that one that goes wrong ends alone.
public final class RunLimits {
  /// More than any parallel build needs; a fork bomb stops here.
  private static final long PROCESSES = 4096;

  private RunLimits() {}

  /// Three quarters of the memory, and no swap: a build is not worth the machine's other work.
  ///
  /// @param memory of the machine, in bytes
  public static Limits on(long memory) {
    long most = memory / 4 * 3;
    return Limits.NONE.withPids(PROCESSES).withMemory(most).withMemorySwap(most);
  }
}

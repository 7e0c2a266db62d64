package io.jorch.agent.node;

import io.jorch.agent.linux.SignalName;
import io.jorch.agent.node.Transition.End;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.OptionalInt;

/// Words and state for the end of a container's process.
final class Ending {
  private static final int SIGKILL = 9;

  private Ending() {}

  /// What happened to a process.
  ///
  /// @param code exit code, or 128 + signal
  /// @param signal that ended it, 0 for none
  record Exit(int code, int signal, Instant at) {}

  /// @param asked whether someone had asked for the stop
  /// @param oom whether the kernel killed a process of the container for want of memory
  /// @param memoryLimit for people, empty when there is none
  static End of(Exit exit, boolean asked, boolean oom, String memoryLimit) {
    boolean killedForMemory = oom && (exit.signal() == SIGKILL || exit.code() == 128 + SIGKILL);
    TaskState state =
        asked || (exit.code() == 0 && !killedForMemory) ? TaskState.COMPLETE : TaskState.FAILED;
    return new End(
        state,
        exit.at(),
        OptionalInt.of(exit.code()),
        killedForMemory,
        reason(exit, asked, killedForMemory, memoryLimit));
  }

  private static String reason(Exit exit, boolean asked, boolean oom, String memoryLimit) {
    if (oom) {
      return "killed by the kernel: out of memory"
          + (memoryLimit.isEmpty() ? "" : " (limit " + memoryLimit + ")");
    }
    if (asked) return "stopped";
    if (exit.signal() > 0) return "killed by " + SignalName.of(exit.signal());
    return exit.code() == 0 ? "" : "exited with code " + exit.code();
  }
}

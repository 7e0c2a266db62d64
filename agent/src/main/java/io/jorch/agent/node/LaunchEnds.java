package io.jorch.agent.node;

import io.jorch.agent.node.Transition.End;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.OptionalInt;

/// What a failed start means for its task.
final class LaunchEnds {
  private LaunchEnds() {}

  static End of(Exception failure, Instant now) {
    String reason = String.valueOf(failure.getMessage());
    if (!(failure instanceof LaunchFailure known)) return End.failed(reason, now);
    if (known.wasRefused()) return End.rejected(reason, now);
    return new End(TaskState.FAILED, now, OptionalInt.of(known.exitCode()), false, reason);
  }
}

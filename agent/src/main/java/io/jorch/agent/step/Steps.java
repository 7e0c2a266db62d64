package io.jorch.agent.step;

import io.jorch.core.model.Task.Desired;
import io.jorch.core.model.TaskState;
import java.time.Instant;

/// The rule that moves a task on: one step a call, from where it is towards what is desired.
public final class Steps {
  private Steps() {}

  /// The next step. A task that its node's assignments do not name any more is desired `REMOVE`.
  public static Step next(Desired desired, Local local, Instant now) {
    if (local.state() == TaskState.REMOVED) return new Step.Rest();
    if (local.state().ended()) return afterEnd(desired, local);
    return switch (desired) {
      case RUN -> local.state().rank() < TaskState.STARTING.rank() ? new Step.Launch() : rest();
      case STOP, REMOVE -> towardsEnd(local, now);
    };
  }

  private static Step afterEnd(Desired desired, Local local) {
    if (local.held()) return new Step.Release();
    return desired == Desired.REMOVE ? new Step.Forget() : rest();
  }

  private static Step towardsEnd(Local local, Instant now) {
    if (local.state().rank() < TaskState.STARTING.rank()) return new Step.Cancel();
    if (local.killAt().isEmpty()) return new Step.Stop();
    return now.isBefore(local.killAt().get()) ? rest() : new Step.Kill();
  }

  private static Step rest() {
    return new Step.Rest();
  }
}

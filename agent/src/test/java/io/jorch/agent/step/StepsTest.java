package io.jorch.agent.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.Task.Desired;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void launchesWhatIsAssigned() {
    assertEquals(new Step.Launch(), next(Desired.RUN, TaskState.ASSIGNED, false, null));
  }

  @Test
  void leavesARunningTaskAlone() {
    assertEquals(new Step.Rest(), next(Desired.RUN, TaskState.RUNNING, true, null));
  }

  @Test
  void releasesBeforeItForgets() {
    assertEquals(new Step.Release(), next(Desired.REMOVE, TaskState.FAILED, true, null));
    assertEquals(new Step.Forget(), next(Desired.REMOVE, TaskState.FAILED, false, null));
  }

  @Test
  void keepsTheHistoryOfAStoppedTask() {
    assertEquals(new Step.Rest(), next(Desired.STOP, TaskState.COMPLETE, false, null));
  }

  @Test
  void stopsThenWaitsThenKills() {
    assertEquals(new Step.Stop(), next(Desired.STOP, TaskState.RUNNING, true, null));
    assertEquals(new Step.Rest(), next(Desired.STOP, TaskState.RUNNING, true, NOW.plusSeconds(1)));
    assertEquals(new Step.Kill(), next(Desired.STOP, TaskState.RUNNING, true, NOW));
  }

  @Test
  void cancelsWhatWasNeverStarted() {
    assertEquals(new Step.Cancel(), next(Desired.REMOVE, TaskState.PREPARING, false, null));
  }

  @Test
  void doesNothingForWhatIsGone() {
    assertEquals(new Step.Rest(), next(Desired.REMOVE, TaskState.REMOVED, false, null));
  }

  private static Step next(
      Desired desired,
      TaskState state,
      boolean held,
      @org.jspecify.annotations.Nullable Instant killAt) {
    return Steps.next(desired, new Local(state, held, Optional.ofNullable(killAt)), NOW);
  }
}

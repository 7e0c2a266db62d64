package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.cgroup.Stats;
import io.jorch.agent.linux.net.Traffic;
import io.jorch.core.api.TaskStats;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final Task TASK =
      new Task(
          new TaskId("1".repeat(32)),
          new StackName("shop"),
          new ServiceName("web"),
          2,
          "shop-web-2",
          new SpecHash("0".repeat(64)),
          Optional.empty(),
          Task.Desired.RUN,
          Instant.EPOCH,
          0);

  private static Usage usage(long cpuNanos, OptionalLong limit, long at) {
    return new Usage(
        TASK, new Stats(7, limit, cpuNanos, 3, 11, 12), new Traffic(13, 14), Instant.EPOCH, at);
  }

  @Test
  void theShareOfAProcessorIsOfTheTimeBetween() {
    Usage before = usage(1_000_000_000L, OptionalLong.empty(), 0);
    TaskStats row =
        usage(1_750_000_000L, OptionalLong.empty(), 500_000_000L).since(before, "n", 64);
    assertEquals(150.0, row.cpuPercent());
    assertEquals(64, row.memoryLimitBytes());
    assertEquals("shop-web-2", row.name());
    assertEquals(13, row.netReceivedBytes());
  }

  @Test
  void aLimitAboveWhatTheMachineHasIsNone() {
    Usage before = usage(0, OptionalLong.of(100), 0);
    assertEquals(64, usage(0, OptionalLong.of(100), 1).since(before, "n", 64).memoryLimitBytes());
    assertEquals(50, usage(0, OptionalLong.of(50), 1).since(before, "n", 64).memoryLimitBytes());
  }

  @Test
  void aGroupThatCountsFromZeroAgainUsesNothing() {
    Usage before = usage(5_000_000_000L, OptionalLong.empty(), 0);
    assertEquals(
        0, usage(1, OptionalLong.empty(), 1_000_000_000L).since(before, "n", 64).cpuPercent());
  }

  @Test
  void usersAreNamedAsTheContainerHasThem() {
    assertEquals(
        Map.of(0, "root", 1000, "app"),
        ProcessDesk.users(
            "root:x:0:0::/:/bin/sh\nbroken\napp:x:1000:1::/:\nalias:x:1000:1::/:\nx:y:z:\n"));
  }
}

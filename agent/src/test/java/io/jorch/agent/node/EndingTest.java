package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.node.Ending.Exit;
import io.jorch.agent.node.Transition.End;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0, false, COMPLETE, ''",
    "3, 0, false, FAILED, exited with code 3",
    "137, 9, false, FAILED, killed by SIGKILL",
    "143, 15, true, COMPLETE, stopped",
    "139, 11, false, FAILED, killed by SIGSEGV"
  })
  void saysHowItEnded(int code, int signal, boolean asked, TaskState state, String reason) {
    End end = Ending.of(new Exit(code, signal, AT), asked, false, "");
    assertEquals(state, end.state());
    assertEquals(reason, end.reason());
    assertEquals(OptionalInt.of(code), end.exitCode());
  }

  @Test
  void namesTheOutOfMemoryKillAndTheLimit() {
    End end = Ending.of(new Exit(137, 9, AT), false, true, "16 MiB");
    assertTrue(end.oomKilled());
    assertEquals("killed by the kernel: out of memory (limit 16 MiB)", end.reason());
  }

  @Test
  void aChildKilledForMemoryIsNotTheEndOfTheContainer() {
    End end = Ending.of(new Exit(0, 0, AT), false, true, "16 MiB");
    assertFalse(end.oomKilled());
    assertEquals(TaskState.COMPLETE, end.state());
  }

  @ParameterizedTest
  @CsvSource({"1, 1 B", "1536, 1.5 KiB", "16777216, 16 MiB", "1610612736, 1.5 GiB"})
  void saysSizesInBinaryUnits(long bytes, String text) {
    assertEquals(text, Bytes.text(java.util.OptionalLong.of(bytes)));
  }
}

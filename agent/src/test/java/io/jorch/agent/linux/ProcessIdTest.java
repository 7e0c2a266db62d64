package io.jorch.agent.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessIdTest {
  @Test
  void readsStartTimeBehindACommandNameWithBlanksAndParentheses() {
    String stat =
        "42 (a ) (b) S) R 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 0 0 0 0 0\n";
    assertEquals(987654, ProcessId.startTicks(stat));
  }

  @Test
  void recognisesARunningProcessAndNotItsSuccessor() {
    ProcessId self = ProcessId.of((int) ProcessHandle.current().pid()).orElseThrow();
    assertTrue(self.isAlive());
    assertFalse(new ProcessId(self.pid(), self.startTicks() + 1).isAlive());
  }

  @Test
  void findsNoProcessBeyondTheLargestPid() {
    assertEquals(Optional.empty(), ProcessId.of(Integer.MAX_VALUE));
  }
}

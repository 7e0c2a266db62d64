package io.jorch.agent.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalMasksTest {
  private static final int TERM = 15;
  private static final long BIT = 1L << 14;

  @Test
  void readsTheFieldsOfAStatusFile() {
    String status =
        "Name:\tsh\nSigBlk:\t0000000000004000\nSigIgn:\t0000000000001000\nSigCgt:\tffffffff00000001\n";
    assertEquals(
        Optional.of(new SignalMasks(0x4000L, 0x1000L, 0xffffffff00000001L)),
        SignalMasks.of(status));
  }

  @Test
  void knowsNothingOfAProcessWithoutMasks() {
    assertEquals(Optional.empty(), SignalMasks.of("Name:\tsh\nState:\tZ (zombie)\n"));
  }

  @Test
  void nobodyAskedForWhatIsNeitherCaughtNorBlockedNorIgnored() {
    assertTrue(new SignalMasks(0, 0, 0).nobodyAskedFor(TERM));
    assertTrue(new SignalMasks(~BIT, ~BIT, ~BIT).nobodyAskedFor(TERM));
    assertFalse(new SignalMasks(BIT, 0, 0).nobodyAskedFor(TERM));
    assertFalse(new SignalMasks(0, BIT, 0).nobodyAskedFor(TERM));
    assertFalse(new SignalMasks(0, 0, BIT).nobodyAskedFor(TERM));
  }

  @Test
  void readsThoseOfThisVeryProcess() {
    SignalMasks mine = SignalMasks.of((int) ProcessHandle.current().pid()).orElseThrow();
    assertFalse(mine.nobodyAskedFor(TERM)); // a JVM catches it
  }
}

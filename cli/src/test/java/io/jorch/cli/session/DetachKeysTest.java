package io.jorch.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
  private static final String CTRL_P = "\u0010";
  private static final String CTRL_Q = "\u0011";

  private static String pass(DetachKeys keys, String typed) {
    byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
    return new String(keys.pass(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  @Test
  void theKeysEndTheSessionAndAreNotPassedOn() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);
    assertEquals("ls", pass(keys, "ls" + CTRL_P + CTRL_Q + "more"));
    assertTrue(keys.areComplete());
  }

  @Test
  void theyMayComeOneByOneAndAreHeldBackMeanwhile() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);
    assertEquals("", pass(keys, CTRL_P));
    assertEquals("", pass(keys, CTRL_Q));
    assertTrue(keys.areComplete());
  }

  @Test
  void whatTurnsOutToBeOtherKeysIsPassedOnAfterAll() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);
    assertEquals("", pass(keys, CTRL_P));
    assertEquals(CTRL_P + "x", pass(keys, "x"));
    assertEquals(CTRL_P, pass(keys, CTRL_P + CTRL_P));
    assertEquals("", pass(keys, CTRL_Q));
    assertTrue(keys.areComplete());
  }

  @Test
  void otherKeysCanBeChosenOrNone() {
    DetachKeys keys = DetachKeys.parse("ctrl-],ctrl-\\,q");
    assertEquals("", pass(keys, "\u001d\u001cq"));
    assertTrue(keys.areComplete());
    DetachKeys none = DetachKeys.parse("");
    assertEquals(CTRL_P + CTRL_Q, pass(none, CTRL_P + CTRL_Q));
    assertFalse(none.areComplete());
    assertThrows(IllegalArgumentException.class, () -> DetachKeys.parse("ctrl-p,"));
    assertThrows(IllegalArgumentException.class, () -> DetachKeys.parse("ctrl-1"));
  }
}

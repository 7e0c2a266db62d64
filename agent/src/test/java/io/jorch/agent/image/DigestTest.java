package io.jorch.agent.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void isTheSha256OfTheBytes() {
    assertEquals(
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Digest.of("abc").toString());
  }

  @Test
  void seventyLayerDirectoriesFitInTheOptionsOfAMount() {
    String path = "/var/lib/jorch/images/layers/" + Digest.of("x").directoryName() + ":";
    assertTrue(70 * path.length() < 4096 - 100, () -> "each takes " + path.length());
    assertEquals(26, new Digest("0".repeat(64)).directoryName().length());
  }

  @Test
  void differentDigestsHaveDifferentDirectories() {
    String hex = "0".repeat(31);
    assertTrue(
        !new Digest(hex + "1" + "0".repeat(32))
            .directoryName()
            .equals(new Digest(hex + "2" + "0".repeat(32)).directoryName()));
  }

  @Test
  void refusesOtherAlgorithms() {
    assertThrows(IllegalArgumentException.class, () -> Digest.parse("sha512:00"));
  }
}

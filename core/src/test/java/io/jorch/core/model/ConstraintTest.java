package io.jorch.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintTest {
  @ParameterizedTest
  @CsvSource({
    "node.id==abc, node.id==abc",
    "node.hostname != h1, node.hostname!=h1",
    "NODE.Role == Manager, node.role==Manager",
    "node.platform.os==linux, node.platform.os==linux",
    "node.platform.arch==amd64, node.platform.arch==amd64",
    "Node.Labels.Disk==ssd, node.labels.Disk==ssd",
    "engine.labels.a.b != c d, engine.labels.a.b!=c d"
  })
  void readsWhatSwarmReads(String text, String canonical) {
    assertEquals(canonical, Constraint.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "node.id", "node.id=a", "node.id==", "node.labels.==a", "node.x==a", "==a"})
  void refusesEverythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> Constraint.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "node.labels.disk==ssd, ssd, true",
    "node.labels.disk==ssd, SSD, true",
    "node.labels.disk==ssd, ssd2, false",
    "node.labels.disk==s*, ssd, false",
    "node.labels.disk==ssd, '', false",
    "node.labels.disk!=ssd, '', true",
    "node.labels.disk!=ssd, Ssd, false"
  })
  void comparesWholeValuesWithoutRegardToCase(String text, String actual, boolean accepted) {
    assertEquals(accepted, Constraint.parse(text).accepts(actual));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64",
    "linux/x86_64, linux/amd64",
    "linux/arm64/v8, linux/arm64",
    "aarch64, linux/arm64"
  })
  void readsPlatforms(String text, String canonical) {
    assertEquals(Optional.of(canonical), Platform.parse(text).map(Platform::toString));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "linux/", "windows/amd64", "linux/arm/v7", "a/b/c/d"})
  void knowsWhatIsNoPlatformOfThisProgram(String text) {
    assertEquals(Optional.empty(), Platform.parse(text));
  }

  @Test
  void theBusierHalfOfANodeCounts() {
    assertEquals(7, new NodeUsage(2, 7).worst());
  }
}

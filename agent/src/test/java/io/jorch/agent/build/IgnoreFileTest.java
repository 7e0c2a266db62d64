package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreFileTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, a/b/c, true",
    "a, b/a, false",
    "/a/, a, true",
    "*.log, x.log, true",
    "*.log, d/x.log, false",
    "**/*.log, d/e/x.log, true",
    "**/*.log, x.log, true",
    "a/**, a/b/c, true",
    "a/**, a, false",
    "a?c, abc, true",
    "[a-c]x, bx, true",
    "[^a-c]x, bx, false",
    "a.b, axb, false",
    "./a/../b, b, true",
    "x y, x y, true",
  })
  void matchesLikeDocker(String rule, String path, boolean ignored) throws Exception {
    assertEquals(ignored, IgnoreFile.parse(".dockerignore", rule).ignores(path));
  }

  @Test
  void theLastMatchingRuleWins() throws Exception {
    IgnoreFile rules = IgnoreFile.parse("f", "# comment\n*\n!src\nsrc/*.tmp\n!src/keep.tmp\n");
    assertEquals(true, rules.ignores("other"));
    assertEquals(false, rules.ignores("src/main.c"));
    assertEquals(true, rules.ignores("src/x.tmp"));
    assertEquals(false, rules.ignores("src/keep.tmp"));
  }

  @Test
  void aBrokenPatternIsToldWithItsLine() {
    BuildException e =
        assertThrows(BuildException.class, () -> IgnoreFile.parse(".dockerignore", "a\n[x\n"));
    assertEquals(".dockerignore:2: '[x' is no valid pattern", e.getMessage());
  }
}

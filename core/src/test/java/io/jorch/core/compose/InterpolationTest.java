package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private static final Map<String, String> VALUES =
      Map.of("A", "a", "EMPTY", "", "long_NAME1", "n");

  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "$A|a",
        "${A}|a",
        "x$A-y|xa-y",
        "$long_NAME1.|n.",
        "${MISSING:-b}|b",
        "${MISSING-b}|b",
        "${EMPTY:-b}|b",
        "<${EMPTY-b}>|<>",
        "${A:-b}|a",
        "${A:?needed}|a",
        "<${EMPTY?needed}>|<>",
        "${A:+x}|x",
        "<${EMPTY:+x}>|<>",
        "${EMPTY+x}|x",
        "<${MISSING+x}>|<>",
        "$$A|$A",
        "$${A}|${A}",
        "$$$A|$a",
        "${MISSING:-${ALSO:-c}}|c",
        "${MISSING:-<${A}>}|<a>",
        "${MISSING:-$$}|$",
        "${MISSING:-a:b-c?d}|a:b-c?d",
        "${A:+${EMPTY:-${A}${A}}}|aa",
        "${MISSING:-{}}|{}",
        "{$A}|{a}",
      })
  void replacesVariables(String text, String expected) {
    assertEquals(expected, interpolate(text));
    assertEquals(List.of(), problems.errors());
    assertEquals(List.of(), problems.warnings());
  }

  @Test
  void warnsOnceOfAVariableThatIsNotSet() {
    assertEquals("<>", interpolate("<$MISSING${MISSING}>"));
    assertEquals(
        "[f:1:1: variable MISSING is not set; an empty string is used]",
        problems.warnings().toString());
  }

  @Test
  void missesNothingInABranchThatIsNotTaken() {
    assertEquals("a", interpolate("${A:-${MISSING:?x}$MISSING}"));
    assertEquals("", interpolate("${EMPTY:+${MISSING:?x}}"));
    assertEquals(List.of(), problems.errors());
    assertEquals(List.of(), problems.warnings());
  }

  @Test
  void leavesKeysAlone() {
    var web = Loading.web("labels: { $NAME: $NAME }");
    assertEquals(Map.of("$NAME", "value"), web.task().labels());
  }

  private String interpolate(String text) {
    Variables variables = new Variables(VALUES);
    int dollars = (int) text.chars().filter(c -> c == '$').count();
    List<Mark> marks = Collections.nCopies(dollars, new Mark("f", 1, 1));
    return new Interpolation(variables, problems).text(text, marks, "");
  }
}

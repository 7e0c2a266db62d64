package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotenvTest {
  private final Problems problems = new Problems();

  // In the table, ¶ is a line break, ¬ a carriage return.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "A=1|{A=1}",
        "A=|{A=}",
        "A = 1 |{A=1}",
        "A: 1|{A=1}",
        "export A=1|{A=1}",
        "export=1|{export=1}",
        "# c¶¶ A=1 # c¶B=2#c|{A=1, B=2#c}",
        "A=a b  c |{A=a b  c}",
        "A='a # $B \\n'|{A=a # $B \\n}",
        "A=\"a # \\\"b\\\" \\\\ \\$B\" # c|{A=a # \"b\" \\ $B}",
        "A=\"1\\n2\"|{A=1¶2}",
        "A=\"1¶2\"¶B=3|{A=1¶2, B=3}",
        "A='1¶2'¶B=3|{A=1¶2, B=3}",
        "A=1¶B=${A}2¶C=\"$B\"|{A=1, B=12, C=12}",
        "A=${X:-d}|{A=d}",
        "A=$OUTER|{A=outer}",
        "OUTER=inner¶A=$OUTER|{A=outer, OUTER=inner}",
        "OUTER|{OUTER=outer}",
        "ABSENT|{}",
        "A=x=y|{A=x=y}",
        "A=$$|{A=$}",
        "a.b-c[0]=1|{a.b-c[0]=1}",
        "A=1¬¶B=2¬¶|{A=1, B=2}",
      })
  void readsValues(String text, String expected) {
    assertEquals(
        expected.replace('¶', '\n'), read(text.replace('¶', '\n').replace('¬', '\r')).toString());
    assertEquals("[]", problems.errors().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "A=1¶B C=2|.env:2:3: unexpected 'C'; a line must be NAME=value",
        "A=\"1|.env:1:1: the value starts with \", which is never closed",
        "A='1' 2|.env:1:7: unexpected text after the closing quote",
        "A=1¶B=${A|.env:2:3: '${' is not closed by '}'; write '$$' for a dollar sign",
        "A=${B:?why}|.env:1:3: variable B is required: why",
      })
  void reportsWhatItCannotRead(String text, String expected) {
    read(text.replace('¶', '\n'));
    assertEquals("[" + expected + "]", problems.errors().toString());
  }

  @Test
  void takesRawValuesAsTheyStand() {
    String text = "# c\nA='1' # x\nB=$A \nOUTER\nABSENT\n";
    assertEquals(
        "{A='1' # x, B=$A , OUTER=outer}",
        Dotenv.raw(text, new Variables(Map.of("OUTER", "outer"))).toString());
  }

  private Map<String, String> read(String text) {
    Variables variables = new Variables(Map.of("OUTER", "outer"));
    return new TreeMap<>(Dotenv.read(".env", text, variables, problems));
  }
}

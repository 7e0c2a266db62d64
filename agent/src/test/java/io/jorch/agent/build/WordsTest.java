package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final Map<String, String> VALUES = Map.of("a", "A", "empty", "", "n_1", "N");
  private final Words words = new Words('\\');

  private String expand(String text) {
    return words.expand(text, name -> Optional.ofNullable(VALUES.get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {
        "$a, A",
        "x${a}y, xAy",
        "$n_1/$a., N/A.",
        "$none, ##",
        "${none:-d}, d",
        "${empty:-d}, d",
        "${empty-d}, ##",
        "${none-d}, d",
        "${a:-d}, A",
        "${a:+other}, other",
        "${empty:+other}, ##",
        "${empty+other}, other",
        "${none:-${a}-${none:-x}}, A-x",
        "\\$a, $a",
        "'$a', $a",
        "\"$a b\", A b",
        "\"\\$a \\x \\\"\", $a \\x \"",
        "a\\ b, a b",
        "it''s, its",
        "100$, 100$",
        "$1, $1",
      })
  void expandsLikeDocker(String text, String expected) {
    assertEquals(expected, expand(text));
  }

  @Test
  void splitsAtBlanksOutsideQuotesAndBraces() {
    assertEquals(
        List.of("a=\"b c\"", "d='e f'", "g\\ h", "${i:-j k}", "l"),
        words.split("a=\"b c\"  d='e f' g\\ h\t${i:-j k} l "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "${a:?say} | A",
        "${none:?say so} | variable none: say so",
        "${empty:?} | variable empty: it must have a value",
        "${a | '${a': '${' has no '}'",
        "${a%x} | '${a%x}': use ${name}, ${name:-default}, ${name:+other} or ${name:?message}",
      })
  void demandsValuesAndRefusesWhatItDoesNotKnow(String text, String expected) {
    if (expected.equals("A")) {
      assertEquals(expected, expand(text));
      return;
    }
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> expand(text));
    assertEquals(expected, e.getMessage());
  }
}

package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  static List<Arguments> commands() {
    return List.of(
        Arguments.of("", List.of()),
        Arguments.of("  ", List.of()),
        Arguments.of("a b  c", List.of("a", "b", "c")),
        Arguments.of("a 'b c' \"d e\"", List.of("a", "b c", "d e")),
        Arguments.of("a ''", List.of("a", "")),
        Arguments.of("a'b'\"c\"d", List.of("abcd")),
        Arguments.of("a\\ b \\\"c", List.of("a b", "\"c")),
        Arguments.of("'\\' \"\\\"\"", List.of("\\", "\"")),
        Arguments.of("sh -c 'a && b; c > d'", List.of("sh", "-c", "a && b; c > d")),
        Arguments.of("a\nb\tc", List.of("a", "b", "c")),
        Arguments.of("a # b", List.of("a", "#", "b")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void splitsAsAShellWould(String text, List<String> expected) throws Exception {
    assertEquals(expected, ShellWords.split(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 'b", "a \"b", "a \\", "a && b", "a|b", "a > b", "a;b"})
  void refusesWhatItCannotSplit(String text) {
    assertThrows(ShellWords.Malformed.class, () -> ShellWords.split(text));
  }
}

package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every `invalid/*.yml` gives exactly the lines of the `*.expected` beside it; `DIR` there is the
/// directory.
class InvalidFilesTest {
  private static final Path DIRECTORY =
      Path.of("src/test/resources/compose/invalid").toAbsolutePath();

  static List<String> brokenFiles() throws Exception {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void reportsEveryProblemWithItsPlace(String file) throws Exception {
    LoadResult result = Loading.files(DIRECTORY, file);
    StringBuilder lines = new StringBuilder();
    for (String problem : Loading.problems(result)) lines.append(problem).append('\n');
    for (Problem warning : result.warnings()) {
      lines.append("warning: ").append(warning).append('\n');
    }
    String expected = Files.readString(DIRECTORY.resolve(file.replace(".yml", ".expected")));
    assertEquals(expected, lines.toString().replace(DIRECTORY.toString(), "DIR"));
  }

  @Test
  void findsTheFiles() throws Exception {
    assertTrue(brokenFiles().size() >= 20, brokenFiles().toString());
  }
}

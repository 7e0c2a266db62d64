package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds, it is read or reported; nothing is thrown and nothing runs away.
class SafetyTest {
  private static final Path FULL = Path.of("src/test/resources/compose/valid/full.yml");

  @TempDir Path directory;

  @Test
  void refusesAFileThatIsTooLarge() throws Exception {
    Files.writeString(directory.resolve("big.yml"), "# ".repeat(TextFile.MAX_BYTES / 2) + "x");
    assertEquals(
        "[big.yml: larger than 4 MiB, the most that is read]",
        Loading.problems(Loading.files(directory, "big.yml")).toString());
  }

  @Test
  void refusesWhatIsNotText() throws Exception {
    Files.write(directory.resolve("bin.yml"), new byte[] {(byte) 0xff, 0, 1});
    assertEquals(
        "[bin.yml: not UTF-8 text]",
        Loading.problems(Loading.files(directory, "bin.yml")).toString());
  }

  @Test
  void refusesDeepNesting() {
    assertEquals(
        "[<stdin>:1:65: nested deeper than 64 levels]",
        Loading.problems(Loading.text("[".repeat(10_000))).toString());
  }

  @Test
  void refusesDeepNestingThroughAliases() {
    StringBuilder yaml = new StringBuilder("x0: &a0 [1]\n");
    for (int i = 1; i < 100; i++) {
      yaml.append("x%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertEquals(
        "[<stdin>:62:12: nested deeper than 64 levels through aliases]",
        Loading.problems(Loading.text(yaml.toString())).toString());
  }

  @Test
  void refusesNulInAText() {
    assertEquals(
        "[<stdin>:1:34: services.web.user: must not contain a NUL character]",
        Loading.problems(Loading.text("services: {web: {image: i, user: \"a\\0b\"}}")).toString());
  }

  @Test
  void walksALongChainOfDependencies() {
    StringBuilder yaml = new StringBuilder("services:\n  s0: { image: i, depends_on: [s9999] }\n");
    for (int i = 1; i < 10_000; i++) {
      yaml.append("  s%d: { image: i, depends_on: [s%d] }\n".formatted(i, i - 1));
    }
    List<String> problems = Loading.problems(Loading.text(yaml.toString()));
    assertEquals(1, problems.size());
    assertFalse(problems.toString().indexOf("wait for each other") < 0);
  }

  @Test
  void reportsAnyMutationOfAFileInsteadOfThrowing() throws Exception {
    String text = Files.readString(FULL);
    Random random = new Random(42);
    int good = 0;
    for (int i = 0; i < 1_500; i++) {
      String mutant = text;
      int changes = 1 + random.nextInt(3);
      for (int k = 0; k < changes; k++) mutant = mutate(mutant, random);
      if (loads(mutant)) good++;
    }
    assertTrue(good > 60 && good < 1_400, good + " of 1500 were good: no test of both ways");
  }

  private static boolean loads(String mutant) {
    try {
      LoadResult result = Loading.text(mutant);
      if (result instanceof LoadResult.Loaded loaded) {
        String written = ComposeWriter.yaml(loaded.stack());
        assertEquals(loaded.stack(), Loading.stack(Loading.text(written)));
        return true;
      }
      assertFalse(Loading.problems(result).isEmpty());
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("failed on:\n" + mutant, e);
    }
  }

  private static String mutate(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    int column = line.isEmpty() ? 0 : random.nextInt(line.length());
    String odd = "[]{}:,-&*!|>'\"%@`#$?~ \t\n0aé\u0000\uD83D\uDE00<=\\.";
    switch (random.nextInt(7)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 ->
          lines.set(
              at, line.substring(0, column) + line.substring(Math.min(line.length(), column + 1)));
      case 3 ->
          lines.set(
              at,
              line.substring(0, column)
                  + odd.charAt(random.nextInt(odd.length()))
                  + line.substring(column));
      case 4 -> lines.set(at, line.substring(0, line.indexOf(':') + 1) + " " + value(random));
      case 5 -> lines.set(at, " ".repeat(random.nextInt(6)) + line.strip());
      default -> lines.set(at, line.substring(0, column));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String value(Random random) {
    List<String> values =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "1",
            "-1",
            "99999999999999999999",
            "1e9",
            "true",
            "x",
            "''",
            "[[]]",
            "{a: {b: c}}",
            "[null]",
            "{'': x}",
            "/",
            "~",
            "${X}",
            "${X",
            "$$",
            "::",
            "1-2:3-4",
            "\"\\0\"",
            "\"\\ud800\"",
            "0x1F",
            "*common",
            "!reset x",
            "!override [a]");
    return values.get(random.nextInt(values.size()));
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      Loading.text(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}

package io.jorch.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.cli.term.Failed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class ArgumentsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static Globals globals(Map<String, String> environment, String... arguments) {
    ParseResult root = Cli.everything().parseArgs(arguments);
    return Globals.of(root, environment);
  }

  @Test
  void takesGlobalOptionsBeforeAndAfterTheCommand() {
    Globals globals = globals(Map.of(), "-f", "a", "-p", "one", "up", "-f", "b", "-p", "two");
    assertEquals(List.of("a", "b"), globals.files());
    assertEquals("two", globals.projectName().orElse(""));
  }

  @Test
  void prefersOptionsToVariablesToDefaults() {
    Map<String, String> environment =
        Map.of("JORCH_STATE_DIR", "/s", "JORCH_RUN_DIR", "/r", "JORCH_HOST", "unix:///h/x.sock");
    assertEquals("/s", globals(environment, "ps").stateDir().toString());
    assertEquals("/o", globals(environment, "ps", "--state-dir", "/o").stateDir().toString());
    assertEquals("/h/x.sock", globals(environment, "ps").socket().toString());
    assertEquals("/run/jorch/jorch.sock", globals(Map.of(), "ps").socket().toString());
    assertEquals("/var/lib/jorch", globals(Map.of(), "ps").stateDir().toString());
  }

  @Test
  void keepsShortOptionsThatACommandHasForItself() {
    CommandLine line = Cli.everything();
    ParseResult logs = line.parseArgs("--file", "a", "logs", "-f", "--file", "b").subcommand();
    assertEquals(true, logs.hasMatchedOption("--follow"));
    assertEquals(List.of("b"), logs.matchedOptionValue("--file", List.of()));
  }

  @Test
  void leavesOptionsAfterTheServiceToTheCommandThatRuns() {
    ParseResult exec = Cli.everything().parseArgs("exec", "-T", "web", "ls", "-p", "--all");
    assertEquals(
        List.of("web", "ls", "-p", "--all"),
        exec.subcommand().matchedPositionalValue(0, List.of()));
    assertEquals(true, exec.subcommand().hasMatchedOption("--no-tty"));
  }

  @ParameterizedTest
  @CsvSource({
    "10m, 2026-03-01T11:50:00Z",
    "1h30m, 2026-03-01T10:30:00Z",
    "2d, 2026-02-27T12:00:00Z",
    "1772366400, 2026-03-01T12:00:00Z",
    "1772366400.5, 2026-03-01T12:00:00.500Z",
    "2026-03-01T12:00:00+01:00, 2026-03-01T11:00:00Z"
  })
  void understandsTimes(String text, Instant instant) {
    assertEquals(instant, Times.parse(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "10", "m", "2026-13-01T00:00:00Z"})
  void refusesOtherTimesButPlainSeconds(String text) {
    if (text.equals("10")) assertEquals(Instant.ofEpochSecond(10), Times.parse(text, NOW));
    else assertEquals(2, assertThrows(Failed.class, () -> Times.parse(text, NOW)).exitCode());
  }

  @Test
  void takesVariablesFromTheEnvironmentWhenTheyHaveNoValue() {
    assertEquals(
        Map.of("A", "b=c", "HOME", "/h"),
        Pairs.variables(List.of("A=b=c", "HOME", "NOT_SET"), Map.of("HOME", "/h")));
    assertThrows(Failed.class, () -> Pairs.variables(List.of("=x"), Map.of()));
  }
}

package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands in containers, and of the stack's life.
@ExtendWith(SharedDaemon.class)
class CommandsIT {
  private final TestDaemon daemon;
  private final TestStack stack;

  CommandsIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    stack =
        daemon.stack(
            "commands",
            """
            services:
              app: {<<: *box, volumes: ["kept:/kept"], environment: {WORD: hello}}
            volumes: {kept: {}}
            """);
  }

  @BeforeEach
  void up() {
    stack.up().succeeded();
  }

  @AfterEach
  void down() {
    stack.down();
  }

  private static Ran typing(String input, java.util.function.Supplier<Ran> command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return command.get();
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,0", "exit 3,3", "kill -9 $$,137", "kill -TERM $$,143"})
  void execPassesTheExitCodeOn(String script, int code) {
    Ran ran = typing("", () -> stack.cli("exec", "-T", "app", "sh", "-c", script));
    assertEquals(code, ran.code(), ran::toString);
  }

  @Test
  void execOfWhatIsNotThereOrNoProgramGivesTheShellsCodes() {
    typing("", () -> stack.cli("exec", "-T", "app", "no-such-program")).exited(127);
    typing("", () -> stack.cli("exec", "-T", "app", "/etc/hosts")).exited(126);
  }

  @Test
  void execPassesStandardInputAndBothOutputs() {
    Ran ran =
        typing(
            "one\ntwo\n",
            () -> stack.cli("exec", "-T", "app", "sh", "-c", "wc -l; echo oops >&2; echo $WORD"));
    assertEquals("2\nhello\n", ran.succeeded().out());
    assertEquals("oops\n", ran.err());
  }

  @Test
  void runTakesItsOwnCommandAndGivesItsExitCode() throws Exception {
    int tasks = stack.all().count();
    Ran ran =
        typing("", () -> stack.cli("run", "--rm", "-T", "app", "sh", "-c", "echo $WORD; exit 7"));
    assertEquals("hello\n", ran.exited(7).out(), ran::toString);
    Wait.until("the task is forgotten", () -> stack.all().count() == tasks);
    assertEquals(1, stack.ps().where("state", "running").count());
  }

  @Test
  void stoppedServicesStartAgainAndRestartReplaces() {
    String first = stack.ps().one().path("id").asString();
    stack.cli("stop").succeeded();
    assertEquals(0, stack.ps().where("state", "running").count());
    stack.cli("start").succeeded();
    String second = stack.ps().where("state", "running").one().path("id").asString();
    stack.cli("restart", "app").succeeded();
    String third = stack.ps().where("state", "running").one().path("id").asString();
    assertEquals(3, java.util.Set.of(first, second, third).size());
  }

  @Test
  void volumesOutliveDownUnlessTheyAreNamed() {
    typing("", () -> stack.cli("exec", "-T", "app", "sh", "-c", "echo kept > /kept/word"))
        .succeeded();
    stack.cli("down").succeeded();
    stack.up().succeeded();
    Ran read = typing("", () -> stack.cli("exec", "-T", "app", "cat", "/kept/word"));
    assertEquals("kept\n", read.succeeded().out());
    stack.cli("down", "-v").succeeded();
    stack.up().succeeded();
    typing("", () -> stack.cli("exec", "-T", "app", "cat", "/kept/word")).exited(1);
  }

  @Test
  void aBrokenFileIsRefusedWithEveryProblemsPlace() throws Exception {
    TestStack broken =
        daemon.stack("broken", "services:\n  web:\n    imaje: x\n    ports: ['a:b:c:d']\n");
    Ran up = broken.up().exited(1);
    String file = broken.path().toString();
    assertTrue(up.err().contains(file + ":5:5: services.web: unknown key 'imaje'"), up::toString);
    assertTrue(up.err().contains(file + ":6:"), up::toString);
  }
}

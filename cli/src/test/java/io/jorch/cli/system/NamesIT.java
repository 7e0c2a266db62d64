package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands say of names that nothing has, and of stacks that are half there.
@ExtendWith(SharedDaemon.class)
class NamesIT {
  private final TestStack stack;

  NamesIT(TestDaemon daemon) throws Exception {
    stack =
        daemon.stack(
            "names",
            """
            services:
              front: {<<: *box}
              other: {<<: *box}
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

  private Ran cli(String... words) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(new byte[0]));
    try {
      return stack.cli(words);
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ps frnot",
        "logs frnot",
        "stop frnot",
        "start frnot",
        "restart frnot",
        "scale frnot=2",
        "up frnot",
        "run -T frnot true",
        "exec -T frnot true"
      })
  void aMisspeltServiceIsRefusedWithTheOneThatWasMeant(String command) {
    Ran ran = cli(command.split(" ", -1));
    assertTrue(ran.code() != 0, ran::toString);
    assertTrue(ran.err().contains("; did you mean 'front'?"), ran::toString);
    assertEquals("", ran.out(), ran::toString);
  }

  @Test
  void inspectSaysWhatWasMeant() {
    for (List<String> pair :
        List.of(List.of("names-frnot-1", "names-front-1"), List.of("front", "names/front"))) {
      Ran ran = cli("inspect", pair.getFirst()).exited(1);
      assertTrue(ran.err().contains("did you mean '" + pair.getLast() + "'?"), ran::toString);
    }
  }

  @Test
  void aProgramThatIsNotThereIsToldByTheNameOfTheTask() {
    Ran ran = cli("exec", "-T", "front", "no-such-program").exited(127);
    assertTrue(
        ran.err().startsWith("run a command in names-front-1: exec \"no-such-program\""),
        ran::toString);
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() throws Exception {
    List<String> before = stack.ps().texts("id");
    stack.file(
        """
        services:
          front: {<<: *box, scale: 2}
          third: {<<: *box}
        """);
    String plan = cli("up", "--dry-run").succeeded().out();
    assertTrue(plan.contains("~ updated    service front (replicas)"), plan);
    assertTrue(plan.contains("+ created    service third"), plan);
    assertTrue(plan.contains("- removed    service other"), plan);
    assertEquals(before, stack.ps().texts("id"));
  }

  @Test
  void onlyTheServiceThatIsNamedIsBroughtUp() throws Exception {
    stack.file(
        """
        services:
          front: {<<: *box, environment: {NEW: "1"}}
          other: {<<: *box, environment: {NEW: "1"}}
        """);
    String other = stack.ps().where("service", "other").one().path("id").asString();
    String front = stack.ps().where("service", "front").one().path("id").asString();
    cli("up", "front").succeeded();
    assertEquals(other, stack.ps().where("service", "other").one().path("id").asString());
    assertTrue(!front.equals(stack.ps().where("service", "front").one().path("id").asString()));
  }

  @Test
  void oneOffTasksRunNoHealthChecks() throws Exception {
    stack.file(
        """
        services:
          front: {<<: *box, healthcheck: {test: "exit 0", interval: 1s}}
        """);
    stack.up().succeeded();
    String id = cli("run", "-d", "front", "sleep", "1000").succeeded().out().strip();
    Wait.until("it runs", () -> stack.ps().where("id", id).where("state", "running").count() == 1);
    assertEquals("none", stack.ps().where("id", id).one().path("health").asString());
  }
}

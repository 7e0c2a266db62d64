package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = Sandbox.open();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 137})
  void exitCodeOfTheProgramIsThatOfTheContainer(int code) throws Exception {
    assertEquals(code, sandbox.run(sandbox.shell("exit " + code)).code());
  }

  @Test
  void outputAndErrorsArriveApart() throws Exception {
    Sandbox.Result result = sandbox.run(sandbox.shell("echo out; echo err >&2"));
    assertEquals(new Sandbox.Result(0, "out\n", "err\n"), result);
  }

  @Test
  void programIsTheFirstProcessOfItsOwnNamespaces() throws Exception {
    Sandbox.Result result =
        sandbox.run(
            sandbox
                .shell("echo $$; hostname; ls /proc | grep -c '^[0-9]'")
                .withHostname("box", ""));
    assertTrue(result.out().startsWith("1\nbox\n"), result.out() + result.err());
  }

  @Test
  void deathBySignalIsTold() throws Exception {
    RunningContainer container = sandbox.start(sandbox.spec("sleep", "1000"));
    ExitStatus status = container.kill();
    assertEquals(List.of(137, 9), List.of(status.code(), status.signal()));
  }

  @Test
  void missingProgramIsNamedWithCode127() {
    StartException e =
        assertThrows(StartException.class, () -> sandbox.start(sandbox.spec("nonesuch")));
    assertEquals(127, e.exitCode());
    assertTrue(
        String.valueOf(e.getMessage()).endsWith("exec \"nonesuch\": not found in PATH of image"),
        e.getMessage());
  }

  @Test
  void fileThatMayNotRunIsNamedWithCode126() {
    StartException e =
        assertThrows(StartException.class, () -> sandbox.start(sandbox.spec("/etc/passwd")));
    assertEquals(126, e.exitCode());
    assertTrue(
        String.valueOf(e.getMessage()).contains("exec \"/etc/passwd\": not executable"),
        e.getMessage());
  }
}

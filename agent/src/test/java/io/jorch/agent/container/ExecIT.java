package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecIT {
  private Sandbox sandbox;
  private RunningContainer container;

  @BeforeEach
  void open() throws Exception {
    sandbox = Sandbox.open();
    ContainerSpec spec = sandbox.spec("sleep", "1000").withHostname("box", "");
    container = sandbox.start(spec);
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  private static Sandbox.Result result(ExecProcess process) throws Exception {
    try (process) {
      Streams streams = process.streams().orElseThrow();
      String out = Sandbox.text(streams.stdout());
      String err = Sandbox.text(streams.stderr());
      return new Sandbox.Result(process.exit().get().code(), out, err);
    }
  }

  private Sandbox.Result shell(String script) throws Exception {
    return result(sandbox.runtime.exec(container, ExecSpec.of(List.of("sh", "-c", script), false)));
  }

  @Test
  void runsInTheNamespacesOfTheContainer() throws Exception {
    Sandbox.Result result = shell("hostname; cat /proc/1/cmdline | tr '\\0' ' '; exit 7");
    assertEquals(new Sandbox.Result(7, "box\nsleep 1000 ", ""), result);
  }

  @Test
  void isConfinedLikeTheContainer() throws Exception {
    String status = shell("cat /proc/self/status").out();
    assertTrue(status.contains("CapEff:\t00000000a80425fb"), status);
    assertTrue(status.contains("Seccomp:\t2"), status);
  }

  @Test
  void privilegedHasEverything() throws Exception {
    ExecSpec spec = ExecSpec.of(List.of("cat", "/proc/self/status"), false).withPrivileged(true);
    String status = result(sandbox.runtime.exec(container, spec)).out();
    assertTrue(status.contains("Seccomp:\t0"), status);
    assertTrue(!status.contains("CapEff:\t00000000a80425fb"), status);
  }

  @Test
  void userDirectoryAndEnvironmentAreThoseAsked() throws Exception {
    ExecSpec spec =
        ExecSpec.of(List.of("sh", "-c", "id -u; pwd; echo $A $HOME"), false)
            .withUser("app")
            .withDirectory("/etc")
            .withEnvironment(List.of("A=b"));
    assertEquals("1000\n/etc\nb /home/app\n", result(sandbox.runtime.exec(container, spec)).out());
  }

  @Test
  void inputReachesTheProgramUpToItsEnd() throws Exception {
    ExecProcess process = sandbox.runtime.exec(container, ExecSpec.of(List.of("cat"), true));
    try (Fd input = process.streams().orElseThrow().stdin().orElseThrow()) {
      input.output().write("hello".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(new Sandbox.Result(0, "hello", ""), result(process));
  }

  @Test
  void onlyStandardStreamsAreOpen() throws Exception {
    assertEquals("0\n1\n2\n3\n", shell("exec ls /proc/self/fd").out());
  }

  @Test
  void signalEndsTheProgramOnly() throws Exception {
    ExecProcess process =
        sandbox.runtime.exec(container, ExecSpec.of(List.of("sleep", "1000"), false));
    assertTrue(process.signal(15));
    assertEquals(143, process.exit().get().code());
    assertTrue(container.signal(0));
    process.close();
  }

  @Test
  void missingProgramIs127() {
    ExecSpec spec = ExecSpec.of(List.of("nonesuch"), false);
    StartException e =
        assertThrows(StartException.class, () -> sandbox.runtime.exec(container, spec));
    assertEquals(127, e.exitCode());
  }

  @Test
  void terminalIsOfTheContainersOwn() throws Exception {
    ExecSpec spec =
        ExecSpec.of(List.of("sh", "-c", "tty; stty size; echo $TERM; exit 3"), false)
            .withStdio(new Stdio.Terminal(33, 99));
    try (ExecProcess process = sandbox.runtime.exec(container, spec)) {
      Terminal terminal = process.terminal().orElseThrow();
      String out = Sandbox.untilHangup(terminal.master());
      assertEquals("/dev/pts/0\r\n33 99\r\nxterm\r\n", out);
      assertEquals(3, process.exit().get().code());
    }
  }

  @Test
  void endOfTheContainerEndsWhatWasExecuted() throws Exception {
    ExecProcess process =
        sandbox.runtime.exec(container, ExecSpec.of(List.of("sleep", "1000"), false));
    container.kill();
    assertEquals(137, process.exit().get().code());
    process.close();
  }
}

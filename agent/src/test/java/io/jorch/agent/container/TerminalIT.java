package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.Terminal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = Sandbox.open();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @Test
  void containerHasAControllingTerminalThatItsKeeperHolds() throws Exception {
    ContainerSpec spec =
        sandbox
            .shell(
                "tty; read line; echo \"got $line\"; stty size; readlink /proc/self/fd/2; echo x > /dev/console; exit 5")
            .withStdio(new Stdio.Terminal(24, 80));
    RunningContainer container = sandbox.start(spec);
    try (Terminal terminal = container.openTerminal()) {
      terminal.resize(40, 100);
      terminal.master().output().write("word\n".getBytes(StandardCharsets.UTF_8));
      String out = Sandbox.untilHangup(terminal.master());
      assertEquals("/dev/pts/0\r\nword\r\ngot word\r\n40 100\r\n/dev/pts/0\r\nx\r\n", sorted(out));
      assertEquals(5, container.exit().get().code());
    }
  }

  /// The echo of the keyboard may come before or after the first line.
  private static String sorted(String out) {
    return out.startsWith("word\r\n/dev/pts/0\r\n")
        ? "/dev/pts/0\r\nword\r\n" + out.substring("word\r\n/dev/pts/0\r\n".length())
        : out;
  }

  @Test
  void interruptFromTheKeyboardReachesTheProgram() throws Exception {
    ContainerSpec spec =
        sandbox
            .shell("trap 'echo caught; exit 9' INT; echo ready; while :; do sleep 1; done")
            .withStdio(new Stdio.Terminal(24, 80));
    RunningContainer container = sandbox.start(spec);
    try (Terminal terminal = container.openTerminal()) {
      byte[] first = terminal.master().input().readNBytes("ready".length());
      assertEquals("ready", new String(first, StandardCharsets.UTF_8));
      terminal.master().output().write(3);
      assertEquals(9, container.exit().get().code());
    }
  }

  @Test
  void whatAProgramWroteIsThereAfterItsEnd() throws Exception {
    ContainerSpec spec = sandbox.shell("echo brief").withStdio(new Stdio.Terminal(24, 80));
    RunningContainer container = sandbox.start(spec);
    assertEquals(0, container.exit().get().code());
    try (Terminal terminal = container.openTerminal()) {
      assertEquals("brief\r\n", Sandbox.untilHangup(terminal.master()));
    }
  }
}

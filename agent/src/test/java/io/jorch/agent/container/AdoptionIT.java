package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.ProcessId;
import io.jorch.agent.linux.ReadEnd;
import io.jorch.agent.linux.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A daemon of its own starts the containers and is killed; another takes over.
class AdoptionIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = Sandbox.open();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /// The doomed daemon: starts a container, says so, and waits for its end.
  public static final class Daemon {
    private Daemon() {}

    public static void main(String[] arguments) throws Exception {
      ContainerSpec spec = ContainerDirectory.spec(Path.of(arguments[0]));
      Poller poller = Poller.start("daemon");
      RunningContainer container = ContainerRuntime.open(poller, Path.of(arguments[1])).start(spec);
      Files.writeString(Path.of(arguments[2]), container.process().pid() + "\n");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void keepsOutputThatNobodyHasReadUntilADaemonAttends() throws Exception {
    ContainerSpec spec = sandbox.shell("echo the last words").withStdio(new Stdio.Logged(false));
    endsUnattended(
        spec,
        () -> {
          try (ReadEnd end = ReadEnd.openFifo(spec.directory().resolve("stdout"))) {
            ByteBuffer read = ByteBuffer.allocateDirect(100);
            end.read(read);
            assertEquals("the last words\n", StandardCharsets.UTF_8.decode(read.flip()).toString());
          }
        });
  }

  @Test
  void keepsATerminalToo() throws Exception {
    ContainerSpec spec = sandbox.shell("echo the last words").withStdio(new Stdio.Terminal(24, 80));
    endsUnattended(
        spec,
        () -> {
          assertInstanceOf(Adopted.Exited.class, sandbox.runtime.adopt(spec.directory()));
          try (Terminal left = sandbox.runtime.leftTerminal(spec.directory()).orElseThrow()) {
            assertEquals("the last words\r\n", Sandbox.untilHangup(left.master()));
          }
        });
    assertTrue(sandbox.runtime.leftTerminal(spec.directory()).isEmpty());
  }

  private interface Look {
    void run() throws Exception;
  }

  /// Its keeper stays from its end until a daemon attends.
  private void endsUnattended(ContainerSpec spec, Look between) throws Exception {
    Path skeleton = sandbox.directory.resolve("other-skeleton");
    try (Poller poller = Poller.start("unattended");
        ContainerRuntime runtime = ContainerRuntime.open(poller, skeleton);
        RunningContainer container = runtime.start(spec)) {
      while (StateFile.read(spec.directory()).exit().isEmpty()) Thread.sleep(5);
      assertTrue(ProcessHandle.of(container.keeperPid()).orElseThrow().isAlive());
      between.run();
      assertFalse(container.exit().isDone());
      runtime.attend();
      assertEquals(0, container.exit().get(20, TimeUnit.SECONDS).code());
    }
  }

  private void startAndKillTheDaemon(ContainerSpec spec) throws Exception {
    ContainerDirectory.prepare(spec);
    Path started = sandbox.directory.resolve("started");
    Process daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Daemon.class.getName(),
                spec.directory().toString(),
                sandbox.directory.resolve("skeleton").toString(),
                started.toString())
            .inheritIO()
            .start();
    while (!Files.exists(started) || Files.readString(started).isEmpty()) {
      assertTrue(daemon.isAlive(), "the daemon ended without having started a container");
      Thread.sleep(20);
    }
    daemon.destroyForcibly().waitFor();
  }

  private RunningContainer adopt(ContainerSpec spec) throws IOException {
    Adopted adopted = sandbox.runtime.adopt(spec.directory());
    return assertInstanceOf(Adopted.Running.class, adopted).container();
  }

  @Test
  void containerOutlivesItsDaemonAndIsAdopted() throws Exception {
    ContainerSpec spec =
        sandbox
            .shell("echo before; read line; echo \"after $line\"; exit 23")
            .withStdio(new Stdio.Logged(true));
    startAndKillTheDaemon(spec);
    RunningContainer container = sandbox.track(adopt(spec));
    assertEquals(spec, container.spec());
    assertTrue(container.process().isAlive());
    try (Fd input = Sandbox.fifo(spec, "stdin", true);
        Fd output = Sandbox.fifo(spec, "stdout", false)) {
      input.output().write("x\n".getBytes(StandardCharsets.UTF_8));
      assertEquals("before\nafter x\n", Sandbox.text(output));
    }
    assertEquals(23, container.exit().get().code());
  }

  @Test
  void exitWithoutADaemonIsNotLost() throws Exception {
    ContainerSpec spec = sandbox.spec("sleep", "1000").withStdio(new Stdio.Logged(false));
    startAndKillTheDaemon(spec);
    ProcessId process;
    try (RunningContainer container = adopt(spec)) {
      process = container.process();
    }
    new ProcessBuilder("kill", "-9", Integer.toString(process.pid())).start().waitFor();
    while (StateFile.isKept(spec.directory())) Thread.sleep(10);
    Adopted.Exited exited =
        assertInstanceOf(Adopted.Exited.class, sandbox.runtime.adopt(spec.directory()));
    assertEquals(List.of(137, 9), List.of(exited.status().code(), exited.status().signal()));
    assertFalse(process.isAlive());
  }

  @Test
  void terminalSurvivesToo() throws Exception {
    ContainerSpec spec =
        sandbox
            .shell("read line; echo \"after $line\"; exit 4")
            .withStdio(new Stdio.Terminal(24, 80));
    startAndKillTheDaemon(spec);
    RunningContainer container = sandbox.track(adopt(spec));
    try (Terminal terminal = container.openTerminal()) {
      terminal.master().output().write("x\n".getBytes(StandardCharsets.UTF_8));
      assertEquals("x\r\nafter x\r\n", Sandbox.untilHangup(terminal.master()));
    }
    assertEquals(4, container.exit().get().code());
  }

  @Test
  void keeperThatIsKilledTakesTheContainerAlong() throws Exception {
    ContainerSpec spec = sandbox.spec("sleep", "1000").withStdio(new Stdio.Logged(false));
    startAndKillTheDaemon(spec);
    try (RunningContainer container = adopt(spec)) {
      ProcessHandle.of(container.keeperPid()).orElseThrow().destroyForcibly();
      while (container.process().isAlive()) Thread.sleep(10);
    }
    assertInstanceOf(Adopted.Vanished.class, sandbox.runtime.adopt(spec.directory()));
  }
}

package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftoversIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = Sandbox.open();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static long children() {
    return ProcessHandle.current().children().count();
  }

  private String mountsOfTheMachine() throws IOException {
    return Files.readString(Path.of("/proc/self/mountinfo"))
        .lines()
        .filter(line -> line.contains(sandbox.directory.toString()))
        .toList()
        .toString();
  }

  @Test
  void nothingIsLeftOfContainersThatRanOrFailed() throws Exception {
    sandbox.run(sandbox.shell("exit 0"));
    long descriptors = settledDescriptors();
    long children = children();
    for (int i = 0; i < 5; i++) {
      ContainerSpec spec = sandbox.shell("echo x; exit 3").withStdio(new Stdio.Logged(false));
      RunningContainer container = sandbox.runtime.start(spec);
      assertEquals("[]", mountsOfTheMachine());
      assertEquals(3, container.exit().get().code());
      container.close();
      ContainerSpec missing = sandbox.spec("nonesuch").withStdio(new Stdio.Terminal(1, 1));
      assertThrows(StartException.class, () -> sandbox.runtime.start(missing));
      sandbox.runtime.remove(spec.directory());
      assertFalse(Files.exists(spec.directory()));
    }
    long after = settledDescriptors();
    assertTrue(after <= descriptors, () -> after + " are more than " + descriptors);
    assertEquals(children, children());
  }

  /// Other tests leave some that are closed a moment later, or with the collection of garbage.
  private static long settledDescriptors() throws Exception {
    System.gc();
    long before;
    long now = descriptors();
    do {
      before = now;
      Thread.sleep(200);
      now = descriptors();
    } while (now != before);
    return now;
  }

  @Test
  void keeperIsSmallAndOutsideOfTheContainer() throws Exception {
    RunningContainer container = sandbox.start(sandbox.spec("sleep", "1000"));
    Path keeper = Path.of("/proc/" + container.keeperPid());
    assertEquals(
        "jorch-keeper " + container.id() + "\0", Files.readString(keeper.resolve("cmdline")));
    Path self = Path.of("/proc/self");
    for (String namespace : List.of("mnt", "net", "pid", "ipc", "uts", "cgroup"))
      assertEquals(
          Files.readSymbolicLink(self.resolve("ns/" + namespace)),
          Files.readSymbolicLink(keeper.resolve("ns/" + namespace)));
    try (Stream<Path> open = Files.list(keeper.resolve("fd"))) {
      assertEquals(1, open.count());
    }
    String memory = Files.readString(keeper.resolve("smaps_rollup"));
    String pss = memory.lines().filter(line -> line.startsWith("Pss:")).findFirst().orElseThrow();
    assertTrue(Long.parseLong(pss.replaceAll("\\D", "")) < 64, pss);
  }

  @Test
  void stopAsksFirstAndKillsThen() throws Exception {
    RunningContainer polite =
        sandbox.start(
            sandbox.shell("trap 'exit 12' TERM; echo ready; while :; do sleep 0.05; done"));
    assertEquals(
        "ready",
        new String(
            polite.streams().orElseThrow().stdout().input().readNBytes(5), StandardCharsets.UTF_8));
    assertEquals(12, polite.stop(15, Duration.ofMinutes(1)).code());
    RunningContainer deaf = sandbox.start(sandbox.spec("sleep", "1000"));
    ExitStatus status = deaf.stop(15, Duration.ofMillis(50));
    assertEquals(List.of(137, 9), List.of(status.code(), status.signal()));
  }

  @Test
  void secondStartInTheSameDirectoryIsRefused() throws Exception {
    ContainerSpec spec = sandbox.spec("sleep", "1000");
    sandbox.start(spec);
    IOException e = assertThrows(IOException.class, () -> sandbox.start(spec));
    assertTrue(String.valueOf(e.getMessage()).contains("already; stop it first"), e.getMessage());
  }

  /// The child's first step opens a FIFO that nobody reads: the kernel lets it wait forever.
  @Test
  void aStartThatHangsIsGivenUpAndItsProcessesEnd() throws Exception {
    Path fifo = sandbox.directory.resolve("fifo");
    Libc.mkfifo(fifo.toString(), 0600);
    ContainerSpec spec = sandbox.shell("exit 0").withCgroup(List.of(fifo), List.of());
    long descriptors = descriptors();
    long children = children();
    try (ContainerRuntime hasty =
        ContainerRuntime.open(
            sandbox.poller, sandbox.directory.resolve("hasty"), Duration.ofMillis(300))) {
      IOException e = assertThrows(IOException.class, () -> hasty.start(spec));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(spec.id()) && message.contains("hangs"), message);
      Matcher child = Pattern.compile("its child \\(pid (\\d+)\\)").matcher(message);
      assertTrue(child.find(), message);
      while (Files.exists(Path.of("/proc", child.group(1)))) Thread.sleep(5);
    }
    while (children() != children) Thread.sleep(5);
    assertEquals(descriptors, descriptors());
    ContainerSpec next = sandbox.shell("exit 4");
    assertEquals(4, sandbox.run(next).code());
  }
}

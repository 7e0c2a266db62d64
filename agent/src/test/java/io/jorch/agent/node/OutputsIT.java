package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.container.ContainerSpec;
import io.jorch.agent.container.ProcessSpec;
import io.jorch.agent.container.RootSpec;
import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.container.logs.LogCaptures;
import io.jorch.agent.container.logs.Query;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.node.Outputs.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program writes that has ended before anybody came to look after it.
class OutputsIT {
  @TempDir Path directory;
  private Poller poller;
  private ContainerRuntime runtime;
  private Outputs outputs;
  private TaskFiles files;

  @BeforeEach
  void open() throws IOException {
    poller = Poller.start("test");
    runtime = ContainerRuntime.open(poller, directory.resolve("skeleton")).attend();
    outputs = new Outputs(new LogCaptures(poller, Clock.systemUTC()));
    files = new TaskFiles(directory.resolve("task"));
    Path bin = Files.createDirectories(directory.resolve("image/bin"));
    Files.copy(Path.of("/usr/bin/busybox"), bin.resolve("sh"));
  }

  @AfterEach
  void close() throws IOException {
    runtime.close();
    poller.close();
  }

  private ContainerSpec spec(Stdio stdio) {
    RootSpec root =
        new RootSpec(List.of(directory.resolve("image")), files.upper(), files.work(), false);
    ProcessSpec process = ProcessSpec.of(List.of("sh", "-c", "echo first; echo last"));
    return ContainerSpec.of("it-outputs", files.container(), root, process).withStdio(stdio);
  }

  private List<String> logged(Stdio stdio, boolean endFirst) throws Exception {
    Started started =
        outputs.captured(
            files,
            stdio,
            () -> {
              RunningContainer container = runtime.start(spec(stdio));
              if (endFirst) container.exit().join();
              return container;
            });
    try (RunningContainer container = started.container()) {
      assertEquals(0, container.exit().get().code());
      started.output().close();
    }
    List<String> lines = new ArrayList<>();
    outputs.reader(files).read(Query.ALL, entry -> lines.add(entry.text().strip()));
    return lines;
  }

  @Test
  void isInTheLog() throws Exception {
    assertEquals(List.of("first", "last"), logged(new Stdio.Logged(false), true));
  }

  @Test
  void isInTheLogOfATerminal() throws Exception {
    assertEquals(List.of("first", "last"), logged(new Stdio.Terminal(24, 80), true));
  }

  @Test
  void aContainerThatCannotBeStartedLeavesNoCapture() throws Exception {
    Stdio stdio = new Stdio.Logged(false);
    ContainerSpec none =
        ContainerSpec.of(
                "it-none",
                files.container(),
                spec(stdio).root(),
                ProcessSpec.of(List.of("/bin/none")))
            .withStdio(stdio);
    assertThrows(
        IOException.class, () -> outputs.captured(files, stdio, () -> runtime.start(none)));
    runtime.remove(files.container());
    assertEquals(List.of("first", "last"), logged(stdio, false));
  }
}

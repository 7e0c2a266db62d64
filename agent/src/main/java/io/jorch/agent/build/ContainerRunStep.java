package io.jorch.agent.build;

import io.jorch.agent.container.Adopted;
import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.container.ContainerSpec;
import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.container.MountSpec;
import io.jorch.agent.container.NetworkSpec;
import io.jorch.agent.container.ProcessSpec;
import io.jorch.agent.container.RootSpec;
import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.container.Streams;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// RUN in this program's own containers: Docker's default confinement, the network and resolver of
/// the machine. The one class here that knows containers.
public final class ContainerRunStep implements RunStep {
  private static final List<String> HOST_FILES = List.of("/etc/resolv.conf", "/etc/hosts");
  private final ContainerRuntime runtime;
  private final Path directory;

  private ContainerRunStep(ContainerRuntime runtime, Path directory) {
    this.runtime = runtime;
    this.directory = directory;
  }

  /// `directory` holds the state of running commands. What an earlier daemon left there is killed
  /// and removed: nobody waits for it any more.
  public static ContainerRunStep open(ContainerRuntime runtime, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : Trees.names(directory)) end(runtime, directory.resolve(name));
    return new ContainerRunStep(runtime, directory);
  }

  private static void end(ContainerRuntime runtime, Path left) throws IOException {
    if (Files.exists(left.resolve("container.json"))
        && runtime.adopt(left) instanceof Adopted.Running running) {
      try (RunningContainer container = running.container()) {
        container.kill();
      }
    }
    Trees.delete(left);
  }

  @Override
  public int run(Request request, Consumer<String> output)
      throws IOException, InterruptedException {
    String id = "build-" + UUID.randomUUID();
    Path own = directory.resolve(id);
    try (RunningContainer container = runtime.start(spec(id, own, request))) {
      return follow(container, output).code();
    } finally {
      Trees.delete(own);
    }
  }

  private static ContainerSpec spec(String id, Path own, Request request) {
    RootSpec root =
        new RootSpec(request.lowerLayers(), request.upperDir(), request.workDir(), false);
    ProcessSpec process =
        ProcessSpec.of(request.args())
            .withEnvironment(environment(request.env()))
            .withDirectory(request.workdir())
            .withUser(request.user());
    return ContainerSpec.of(id, own, root, process)
        .withStdio(new Stdio.Piped(false))
        .withNetwork(new NetworkSpec.Host())
        .withHostname("build", "")
        .withMounts(hostFiles());
  }

  private static List<String> environment(Map<String, String> env) {
    return env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static List<MountSpec> hostFiles() {
    List<MountSpec> mounts = new ArrayList<>();
    for (String file : HOST_FILES) {
      if (Files.exists(Path.of(file)))
        mounts.add(new MountSpec.Bind(Path.of(file), file, true, true));
    }
    return mounts;
  }

  /// Passes the output on until all of it came. An interrupt kills the container.
  private static ExitStatus follow(RunningContainer container, Consumer<String> output)
      throws IOException, InterruptedException {
    Streams streams = container.streams().orElseThrow();
    Thread out = reader(streams.stdout(), output);
    Thread err = reader(streams.stderr(), output);
    try {
      ExitStatus status = container.exit().get();
      out.join();
      err.join();
      return status;
    } catch (InterruptedException e) {
      container.kill();
      throw e;
    } catch (ExecutionException e) {
      throw new IOException("wait for the command: " + e.getMessage(), e);
    }
  }

  private static Thread reader(Fd fd, Consumer<String> output) {
    return Thread.ofPlatform().daemon().name("build-output").start(() -> lines(fd, output));
  }

  private static void lines(Fd fd, Consumer<String> output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(fd.input(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("read the command's output", e);
    }
  }
}

package io.jorch.agent.build;

import io.jorch.agent.container.Adopted;
import io.jorch.agent.container.CgroupMount;
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
import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.agent.linux.cgroup.Cgroups;
import io.jorch.agent.linux.cgroup.DeviceRules;
import io.jorch.agent.linux.cgroup.Limits;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// RUN in this program's own containers: Docker's default confinement, the network and resolver of
/// the machine, a control group with limits. The one class here that knows containers.
public final class ContainerRunStep implements RunStep {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerRunStep.class);
  private static final List<String> HOST_FILES = List.of("/etc/resolv.conf", "/etc/hosts");
  private final ContainerRuntime runtime;
  private final Cgroups cgroups;
  private final Limits limits;
  private final Path directory;

  private ContainerRunStep(
      ContainerRuntime runtime, Cgroups cgroups, Limits limits, Path directory) {
    this.runtime = runtime;
    this.cgroups = cgroups;
    this.limits = limits;
    this.directory = directory;
  }

  /// `directory` holds the state of running commands. What an earlier daemon left there is killed
  /// and removed: nobody waits for it any more.
  ///
  /// @param limits of each command
  public static ContainerRunStep open(
      ContainerRuntime runtime, Cgroups cgroups, Limits limits, Path directory) throws IOException {
    Files.createDirectories(directory);
    ContainerRunStep step = new ContainerRunStep(runtime, cgroups, limits, directory);
    for (String name : Trees.names(directory)) step.end(name);
    return step;
  }

  private void end(String id) throws IOException {
    Path left = directory.resolve(id);
    if (Files.exists(left.resolve("container.json"))
        && runtime.adopt(left) instanceof Adopted.Running running) {
      try (RunningContainer container = running.container()) {
        container.kill();
      }
    }
    clear(id);
  }

  /// Removes group and directory of a command, whatever is still running in it.
  private void clear(String id) throws IOException {
    Optional<Cgroup> group = cgroups.find(id);
    if (group.isPresent()) {
      group.get().killAll();
      group.get().remove();
    }
    Trees.delete(directory.resolve(id));
  }

  @Override
  public int run(Request request, Consumer<String> output)
      throws IOException, InterruptedException {
    String id = "build-" + UUID.randomUUID();
    try {
      Cgroup group = cgroups.create(id, limits, DeviceRules.DEFAULT);
      return run(spec(id, request, group), group, output);
    } finally {
      clear(id);
    }
  }

  private int run(ContainerSpec spec, Cgroup group, Consumer<String> output)
      throws IOException, InterruptedException {
    try (RunningContainer container = runtime.start(spec)) {
      int code = follow(container, output).code();
      if (code != 0 && group.oomKills() > 0) output.accept("killed by the kernel: out of memory");
      return code;
    }
  }

  private ContainerSpec spec(String id, Request request, Cgroup group) {
    Path own = directory.resolve(id);
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
        .withMounts(hostFiles())
        .withCgroup(group.joinFiles(), CgroupMount.of(cgroups.layout(), group));
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
    } catch (IllegalStateException e) {
      LOG.debug("nobody listens to the command any more, it will be ended", e);
    }
  }
}

package io.jorch.agent.node;

import io.jorch.agent.container.CgroupMount;
import io.jorch.agent.container.ContainerSpec;
import io.jorch.agent.container.NetworkSpec;
import io.jorch.agent.container.RootSpec;
import io.jorch.agent.container.StartException;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.image.Image;
import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.agent.linux.cgroup.DeviceRules;
import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Attachment;
import io.jorch.agent.network.ContainerNetwork;
import io.jorch.agent.network.Endpoint;
import io.jorch.agent.node.Outputs.Started;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// From an assignment to a running container, step by step; what a failed step had made is given
/// back by [Release].
final class Launch {
  private final Rooms rooms;
  private final TaskImages images;
  private final Mounts mounts;
  private final Outputs outputs;

  Launch(Rooms rooms, TaskImages images, Outputs outputs) {
    this.rooms = rooms;
    this.images = images;
    this.mounts = new Mounts(rooms.volumes());
    this.outputs = outputs;
  }

  /// Starts a task whose output is logged.
  Running run(Task task, TaskSpec spec, TaskFiles files) throws LaunchFailure {
    Stdio stdio = spec.tty() ? new Stdio.Terminal(24, 80) : new Stdio.Logged(spec.stdinOpen());
    return start(task, spec, files, stdio, start -> outputs.captured(files, stdio, start));
  }

  /// Starts a task whose output the caller reads. A log beside it would take bytes away: each is
  /// read from a terminal once.
  Running run(Task task, TaskSpec spec, TaskFiles files, Stdio stdio) throws LaunchFailure {
    return start(task, spec, files, stdio, start -> new Started(start.run(), () -> {}));
  }

  /// What becomes of a container's output.
  private interface Capture {
    Started of(Outputs.Start start) throws IOException;
  }

  private Running start(Task task, TaskSpec spec, TaskFiles files, Stdio stdio, Capture capture)
      throws LaunchFailure {
    try {
      Image image = images.get(spec);
      Recipe recipe = Recipe.of(task, spec, image);
      Optional<ContainerNetwork> network = network(task, spec);
      List<Endpoint> endpoints = network.map(ContainerNetwork::endpoints).orElse(List.of());
      Hosts.write(files, task, spec, endpoints, gateway(endpoints));
      EndpointFile.write(files, endpoints);
      Cgroup group = cgroup(task, recipe);
      ContainerSpec container =
          container(task, recipe, image, files, network, group).withStdio(stdio);
      Started started = capture.of(() -> rooms.runtime().start(container));
      return new Running(started.container(), recipe, endpoints, started.output());
    } catch (LaunchFailure e) {
      throw e;
    } catch (StartException e) {
      throw LaunchFailure.failed(e.exitCode(), e);
    } catch (IOException e) {
      throw LaunchFailure.failed(125, e);
    } catch (IllegalArgumentException e) {
      throw LaunchFailure.failed(125, new IOException(e.getMessage(), e));
    }
  }

  private Optional<ContainerNetwork> network(Task task, TaskSpec spec) throws IOException {
    return switch (spec.networkMode()) {
      case HOST -> Optional.empty();
      case NONE -> Optional.of(rooms.network().attach(task.id().value(), List.of()));
      case NETWORKS ->
          Optional.of(
              rooms
                  .network()
                  .attach(
                      task.id().value(),
                      spec.networks().stream()
                          .map(
                              each ->
                                  new Attachment(
                                      each.network().value(),
                                      each.ipv4Address().map(Ipv4::parse),
                                      Optional.empty()))
                          .toList()));
    };
  }

  private Ipv4 gateway(List<Endpoint> endpoints) {
    return endpoints.stream()
        .findFirst()
        .flatMap(first -> rooms.network().gateway(first.network()))
        .orElse(Ipv4.LOOPBACK);
  }

  private Cgroup cgroup(Task task, Recipe recipe) throws IOException {
    DeviceRules devices = recipe.spec().privileged() ? new DeviceRules.All() : DeviceRules.DEFAULT;
    return rooms.cgroups().create(task.id().value(), recipe.limits(), devices);
  }

  private ContainerSpec container(
      Task task,
      Recipe recipe,
      Image image,
      TaskFiles files,
      Optional<ContainerNetwork> network,
      Cgroup group)
      throws IOException {
    RootSpec root =
        new RootSpec(image.layers(), files.upper(), files.work(), recipe.spec().readOnly());
    return ContainerSpec.of(task.id().value(), files.container(), root, recipe.process())
        .withConfinement(recipe.confinement())
        .withNetwork(namespace(network))
        .withHostname(Hosts.hostname(task, recipe.spec()), recipe.spec().domainname().orElse(""))
        .withMounts(mounts.of(recipe, image, files))
        .withKeeperFiles(rooms.cgroups().keeperFiles())
        .withCgroup(group.joinFiles(), CgroupMount.of(rooms.cgroups().layout(), group));
  }

  private static NetworkSpec namespace(Optional<ContainerNetwork> network) {
    return network
        .<NetworkSpec>map(own -> new NetworkSpec.Joined(Path.of(own.namespace().path())))
        .orElse(new NetworkSpec.Host());
  }
}

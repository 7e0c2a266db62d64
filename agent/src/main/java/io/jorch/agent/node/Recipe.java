package io.jorch.agent.node;

import io.jorch.agent.container.Confinement;
import io.jorch.agent.container.ProcessSpec;
import io.jorch.agent.health.Probe;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageConfig;
import io.jorch.agent.linux.Capability;
import io.jorch.agent.linux.cgroup.Limits;
import io.jorch.core.model.Healthcheck;
import io.jorch.core.model.MountSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a service says and what its image says, made one: the image's values stand where the
/// service is silent.
///
/// @param spec of the task
/// @param config of its image
/// @param granted named resources of the node that are the task's alone, by kind
record Recipe(TaskSpec spec, ImageConfig config, Map<String, List<String>> granted) {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  static Recipe of(Task task, TaskSpec spec, Image image) {
    return new Recipe(spec, image.config(), task.granted());
  }

  /// The command line: a service's entrypoint silences the image's command too.
  List<String> arguments() {
    List<String> entrypoint = spec.entrypoint().orElse(config.entrypoint());
    List<String> fallback = spec.entrypoint().isPresent() ? List.of() : config.cmd();
    return Stream.concat(entrypoint.stream(), spec.command().orElse(fallback).stream()).toList();
  }

  List<String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String entry : config.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) all.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    all.putAll(spec.environment());
    granted.forEach((kind, names) -> all.put(variable(kind), String.join(",", names)));
    List<String> entries = new ArrayList<>();
    all.forEach((name, value) -> entries.add(name + "=" + value));
    if (spec.tty() && !all.containsKey("TERM")) entries.add("TERM=xterm");
    return entries;
  }

  /// As swarm tells it: `DOCKER_RESOURCE_GPU=GPU-1,GPU-2`.
  private static String variable(String kind) {
    return "DOCKER_RESOURCE_" + kind.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  ProcessSpec process() {
    String directory = spec.workingDir().orElse(config.workdir());
    return new ProcessSpec(
        arguments(),
        environment(),
        directory.isEmpty() ? "/" : directory,
        spec.user().orElse(config.user()),
        spec.groupAdd(),
        List.of(),
        0);
  }

  Confinement confinement() {
    if (spec.privileged()) return Confinement.NONE;
    Set<Capability> capabilities = EnumSet.copyOf(Capability.DEFAULT);
    if (spec.capDrop().contains("ALL")) capabilities.clear();
    if (spec.capAdd().contains("ALL")) capabilities.addAll(EnumSet.allOf(Capability.class));
    capabilities.addAll(named(spec.capAdd()));
    capabilities.removeAll(named(spec.capDrop()));
    return Confinement.DEFAULT.withCapabilities(capabilities);
  }

  private static Set<Capability> named(Set<String> names) {
    return names.stream()
        .flatMap(name -> Capability.parse(name).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class)));
  }

  Limits limits() {
    Limits limits = Limits.NONE;
    if (spec.limits().memoryBytes().isPresent()) {
      limits = limits.withMemory(spec.limits().memoryBytes().getAsLong());
    }
    if (spec.reservations().memoryBytes().isPresent()) {
      limits = limits.withMemoryReservation(spec.reservations().memoryBytes().getAsLong());
    }
    if (spec.limits().nanoCpus().isPresent()) {
      limits =
          limits.withCpuQuota(Limits.CpuQuota.ofNanoCpus(spec.limits().nanoCpus().getAsLong()));
    }
    return spec.limits().pids().isPresent()
        ? limits.withPids(spec.limits().pids().getAsLong())
        : limits;
  }

  /// The service's mounts and, for each of the image's volumes that none covers, an anonymous one.
  List<MountSpec> mounts() {
    Set<String> covered = spec.mounts().stream().map(MountSpec::target).collect(Collectors.toSet());
    List<MountSpec> all = new ArrayList<>(spec.mounts());
    for (String target : config.volumes()) {
      if (!covered.contains(target)) all.add(new MountSpec.Anonymous(target, false));
    }
    return all;
  }

  String stopSignal() {
    return spec.stopSignal().or(config::stopSignal).orElse("SIGTERM");
  }

  Optional<Probe> probe() {
    List<String> shell = config.shell().isEmpty() ? SHELL : config.shell();
    return Probe.of(spec.healthcheck(), config.healthcheck().map(Recipe::ours), shell);
  }

  private static Healthcheck ours(io.jorch.agent.image.Healthcheck image) {
    return new Healthcheck(
        Optional.of(image.test()).filter(test -> !test.isEmpty()),
        image.interval(),
        image.timeout(),
        image.retries(),
        image.startPeriod(),
        image.startInterval());
  }
}

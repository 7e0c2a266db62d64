package io.jorch.agent.build;

import io.jorch.agent.image.Digest;
import io.jorch.agent.image.Healthcheck;
import io.jorch.agent.image.ImageConfig;
import io.jorch.agent.image.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The configuration of an image while the instructions of its stage change it. Starts as the base
/// image's, whose history and layers it continues.
final class ConfigDraft {
  private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");
  final Platform platform;
  final Map<String, String> env = new LinkedHashMap<>();
  final TreeSet<String> exposedPorts = new TreeSet<>();
  final TreeSet<String> volumes = new TreeSet<>();
  final Map<String, String> labels = new TreeMap<>();
  final List<Digest> diffIds = new ArrayList<>();
  final List<ImageConfig.History> history = new ArrayList<>();
  private List<String> entrypoint = List.of();
  private List<String> cmd = List.of();
  private boolean ownCmd;
  String user = "";
  String workdir = "";
  Optional<String> stopSignal = Optional.empty();
  Optional<Healthcheck> healthcheck = Optional.empty();
  List<String> shell = List.of();

  ConfigDraft(Platform platform) {
    this.platform = platform;
  }

  static ConfigDraft from(ImageConfig base) {
    ConfigDraft draft = new ConfigDraft(base.platform());
    for (String entry : base.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) draft.env.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    draft.exposedPorts.addAll(base.exposedPorts());
    draft.volumes.addAll(base.volumes());
    draft.labels.putAll(base.labels());
    draft.diffIds.addAll(base.diffIds());
    draft.history.addAll(base.history());
    draft.entrypoint = base.entrypoint();
    draft.cmd = base.cmd();
    draft.user = base.user();
    draft.workdir = base.workdir();
    draft.stopSignal = base.stopSignal();
    draft.healthcheck = base.healthcheck();
    draft.shell = base.shell();
    return draft;
  }

  List<String> shellOrDefault() {
    return shell.isEmpty() ? DEFAULT_SHELL : shell;
  }

  void setCmd(List<String> arguments) {
    cmd = arguments;
    ownCmd = true;
  }

  /// A command that came with the base image belonged to its entry point and goes with it.
  void setEntrypoint(List<String> arguments) {
    entrypoint = arguments;
    if (!ownCmd) cmd = List.of();
  }

  /// A relative path continues the working directory, whatever it is; the result has no `..`.
  String absolute(String path) {
    return java.nio.file.Path.of("/").resolve(workdir).resolve(path).normalize().toString();
  }

  ImageConfig config(Optional<Instant> created) {
    return new ImageConfig(
        platform,
        created,
        env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList(),
        entrypoint,
        cmd,
        user,
        workdir,
        exposedPorts,
        volumes,
        labels,
        stopSignal,
        healthcheck,
        shell,
        List.of(),
        List.copyOf(diffIds),
        List.copyOf(history));
  }
}

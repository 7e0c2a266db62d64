package io.jorch.agent.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// What an image says about running it: the OCI image configuration with docker's extensions.
/// `env` entries are `NAME=value`; `user` and `workdir` may be empty; `diffIds` go from the bottom
/// layer up and name the uncompressed content of each.
public record ImageConfig(
    Platform platform,
    Optional<Instant> created,
    List<String> env,
    List<String> entrypoint,
    List<String> cmd,
    String user,
    String workdir,
    SortedSet<String> exposedPorts,
    SortedSet<String> volumes,
    Map<String, String> labels,
    Optional<String> stopSignal,
    Optional<Healthcheck> healthcheck,
    List<String> shell,
    List<String> onBuild,
    List<Digest> diffIds,
    List<History> history) {

  /// One line of an image's making; `emptyLayer` when it changed only the configuration.
  public record History(Optional<Instant> created, String createdBy, boolean emptyLayer) {}
}

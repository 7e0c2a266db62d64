package io.jorch.agent.node;

import io.jorch.agent.image.Healthcheck;
import io.jorch.agent.image.ImageConfig;
import io.jorch.agent.image.Platform;
import io.jorch.core.model.MountSpec;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.Resources;
import io.jorch.core.model.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Specifications and image configurations to make recipes of.
final class Specs {
  private Specs() {}

  /// A service that says nothing but its image and networks.
  static TaskSpec silent(String... networks) {
    return spec(
        Optional.empty(), Optional.empty(), Map.of(), List.of(), Set.of(), Set.of(), networks);
  }

  static TaskSpec spec(
      Optional<List<String>> entrypoint,
      Optional<List<String>> command,
      Map<String, String> environment,
      List<MountSpec> mounts,
      Set<String> capAdd,
      Set<String> capDrop,
      String... networks) {
    return new TaskSpec(
        "box",
        Optional.empty(),
        entrypoint,
        command,
        environment,
        Map.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TaskSpec.DEFAULT_STOP_GRACE,
        Optional.empty(),
        new Resources(
            OptionalLong.of(1_500_000_000), OptionalLong.of(64 << 20), OptionalLong.of(9)),
        Resources.NONE,
        mounts,
        List.of(networks).stream()
            .map(each -> new NetworkAttachment(new NetworkName(each), List.of(), Optional.empty()))
            .toList(),
        TaskSpec.NetworkMode.NETWORKS,
        Map.of(),
        false,
        false,
        false,
        false,
        capAdd,
        capDrop,
        0);
  }

  /// An image that says something about everything.
  static ImageConfig image() {
    return new ImageConfig(
        new Platform("linux", "amd64", ""),
        Optional.empty(),
        List.of("PATH=/bin", "COLOUR=red", "EMPTY=", "nonsense"),
        List.of("/entry"),
        List.of("serve", "-v"),
        "app",
        "/srv",
        new TreeSet<>(),
        new TreeSet<>(Set.of("/data", "/cache")),
        Map.of(),
        Optional.of("SIGQUIT"),
        Optional.of(
            new Healthcheck(
                List.of("CMD-SHELL", "check me"),
                Optional.of(Duration.ofSeconds(7)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        List.of("/bin/ash", "-c"),
        List.of(),
        List.of(),
        List.of());
  }
}

package io.jorch.manager.schedule;

import io.jorch.core.model.MountSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.Resources;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.Optional;

/// What a node must offer to a task. Tasks with equal needs are placed together.
///
/// @param architecture of the image, when known (OCI name)
/// @param volumes named volumes; those with a home must be on the node
/// @param host the only node allowed, when asked for
public record Needs(
    Resources reservations,
    Optional<String> architecture,
    List<VolumeName> volumes,
    Optional<NodeId> host) {

  public static Needs of(TaskSpec spec, Optional<String> architecture) {
    List<VolumeName> volumes =
        spec.mounts().stream()
            .filter(MountSpec.Volume.class::isInstance)
            .map(mount -> ((MountSpec.Volume) mount).volume())
            .distinct()
            .toList();
    return new Needs(spec.reservations(), architecture, volumes, Optional.empty());
  }
}

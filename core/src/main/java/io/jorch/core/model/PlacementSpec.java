package io.jorch.core.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a service's tasks may and should run (`platform`, `deploy.placement` and the affinities
/// of `x-jorch`). No part of the tasks themselves: changing it replaces none that may stay.
///
/// @param constraints which a node must meet, such as `node.labels.disk==ssd`, as the file says;
///     each can be read by [Constraint#parse]
/// @param spread node attributes, such as `node.labels.zone`, over whose values tasks are spread
/// evenly, the first one first
/// @param platform such as `linux/amd64`
public record PlacementSpec(
    List<String> constraints,
    List<String> spread,
    OptionalInt maxReplicasPerNode,
    Optional<String> platform,
    List<Affinity> affinities) {
  public static final PlacementSpec ANYWHERE =
      new PlacementSpec(List.of(), List.of(), OptionalInt.empty(), Optional.empty(), List.of());
}

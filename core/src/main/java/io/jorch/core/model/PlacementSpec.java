package io.jorch.core.model;

import java.util.List;
import java.util.OptionalInt;

/// Where a service's tasks may and should run (`deploy.placement`).
///
/// @param constraints which a node must meet, such as `node.labels.disk==ssd`, as the file says
/// @param spread node attributes, such as `node.labels.zone`, over whose values tasks are spread
/// evenly, the first one first
public record PlacementSpec(
    List<String> constraints, List<String> spread, OptionalInt maxReplicasPerNode) {
  public static final PlacementSpec ANYWHERE =
      new PlacementSpec(List.of(), List.of(), OptionalInt.empty());
}

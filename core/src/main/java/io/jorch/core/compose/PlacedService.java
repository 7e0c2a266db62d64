package io.jorch.core.compose;

import io.jorch.core.model.Affinity;
import io.jorch.core.model.Dependency;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.ServiceSpec;
import java.util.List;

/// A service that has been read, with the places that checks across services report.
///
/// @param spec with no dependencies and all affinities; which of them are to services that exist is
///     only known later
record PlacedService(
    ServiceSpec spec,
    Section section,
    Mark mark,
    List<String> profiles,
    boolean active,
    List<DependencyReader.Placed> dependencies,
    List<PortReader.Placed> ports,
    List<AffinityReader.Placed> affinities) {
  String name() {
    return spec.name().value();
  }

  ServiceSpec with(List<Dependency> dependsOn, List<Affinity> near) {
    Deployment deployment = spec.deployment();
    return new ServiceSpec(
        spec.name(),
        spec.task(),
        spec.build(),
        spec.replicas(),
        spec.stopped(),
        spec.restart(),
        dependsOn,
        spec.ports(),
        spec.pullPolicy(),
        spec.containerName(),
        spec.labels(),
        new Deployment(
            deployment.mode(),
            PlacementReader.with(deployment.placement(), deployment.placement().platform(), near),
            deployment.update(),
            deployment.rollback(),
            deployment.maxConcurrent()));
  }
}

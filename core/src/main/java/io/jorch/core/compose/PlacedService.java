package io.jorch.core.compose;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.ServiceSpec;
import java.util.List;

/// A service that has been read, with the places that checks across services report.
///
/// @param spec without its dependencies, which are only known to exist later
record PlacedService(
    ServiceSpec spec,
    Section section,
    Mark mark,
    List<String> profiles,
    boolean active,
    List<DependencyReader.Placed> dependencies,
    List<PortReader.Placed> ports) {
  String name() {
    return spec.name().value();
  }

  ServiceSpec with(List<Dependency> dependsOn) {
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
        spec.deployment());
  }
}

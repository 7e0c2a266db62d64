package io.jorch.manager.plan;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.LinkedHashSet;
import java.util.Set;

/// Walks along `depends_on`.
final class Dependencies {
  private Dependencies() {}

  /// The services and everything they depend on.
  static Set<ServiceName> closure(StackSpec spec, Set<ServiceName> services) {
    Set<ServiceName> found = new LinkedHashSet<>();
    services.forEach(name -> collect(spec, name, found));
    return found;
  }

  private static void collect(StackSpec spec, ServiceName name, Set<ServiceName> found) {
    ServiceSpec service = spec.services().get(name);
    if (service != null && found.add(name)) {
      service.dependsOn().forEach(on -> collect(spec, on.service(), found));
    }
  }

  /// The services and every dependent, near or far, that is to be replaced with them.
  static Set<ServiceName> restartedWith(StackSpec spec, Set<ServiceName> services) {
    Set<ServiceName> found = new LinkedHashSet<>(services);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (ServiceSpec service : spec.services().values()) {
        boolean follows =
            service.dependsOn().stream()
                .filter(Dependency::restart)
                .anyMatch(on -> found.contains(on.service()));
        grew |= follows && found.add(service.name());
      }
    }
    return found;
  }
}

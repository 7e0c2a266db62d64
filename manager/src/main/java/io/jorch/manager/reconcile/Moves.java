package io.jorch.manager.reconcile;

import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.VolumeName;
import java.util.Optional;

/// Whether tasks of a service may be moved from a node that is drained to another one.
public final class Moves {
  private Moves() {}

  /// Why they stay where they are; empty when they move, or go with their node as those of a global
  /// service do.
  public static Optional<String> obstacle(ServiceSpec service) {
    if (service.deployment().mode().global()) {
      return Optional.empty();
    }
    Optional<VolumeName> volume = service.task().volumes().stream().findFirst();
    if (volume.isPresent()) {
      return Optional.of("its volume " + volume.get() + " is there");
    }
    boolean once =
        service.deployment().mode().job()
            || service.restart().condition() == RestartPolicy.Condition.NONE;
    return once ? Optional.of("it runs once, until it ends") : Optional.empty();
  }
}

package io.jorch.manager.control;

import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ApplyResult.Line;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.Optional;

/// Adds to a plan what would keep new services from starting, in the scheduler's own words.
final class Foresight {
  private final Placing placing;

  Foresight(Placing placing) {
    this.placing = placing;
  }

  /// The plan of `wanted`, with what is foreseen beside each service that is new.
  ApplyResult over(ApplyResult plan, StackSpec wanted) {
    return new ApplyResult(
        plan.stack(),
        plan.revision(),
        plan.plan().stream().map(line -> over(line, wanted)).toList());
  }

  private Line over(Line line, StackSpec wanted) {
    if (!line.kind().equals("service") || line.action() != Action.CREATED) return line;
    ServiceSpec service = wanted.services().get(new ServiceName(line.name()));
    if (service == null || service.replicas() == 0) return line;
    Optional<String> obstacle = placing.foresee(wanted, service);
    return obstacle
        .map(reason -> new Line(line.kind(), line.name(), line.action(), "would wait: " + reason))
        .orElse(line);
  }
}

package io.jorch.manager.control;

import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ApplyResult.Line;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Adds to a plan what would keep new services from starting, in the scheduler's own words.
final class Foresight {
  private final Placing placing;

  Foresight(Placing placing) {
    this.placing = placing;
  }

  /// The plan of `wanted`, with what is foreseen beside each service that is new.
  ApplyResult over(ApplyResult plan, StackSpec wanted) {
    List<ServiceSpec> fresh =
        plan.plan().stream()
            .filter(line -> line.kind().equals("service") && line.action() == Action.CREATED)
            .flatMap(line -> wanted.services().values().stream().filter(named(line)))
            .toList();
    Map<ServiceName, String> waits = placing.foresee(wanted, fresh);
    return new ApplyResult(
        plan.stack(),
        plan.revision(),
        plan.plan().stream().map(line -> over(line, waits)).toList());
  }

  private static Predicate<ServiceSpec> named(Line line) {
    return service -> service.name().value().equals(line.name());
  }

  private static Line over(Line line, Map<ServiceName, String> waits) {
    if (!line.kind().equals("service") || line.action() != Action.CREATED) return line;
    String reason = waits.get(new ServiceName(line.name()));
    if (reason == null) return line;
    return new Line(line.kind(), line.name(), line.action(), "would wait: " + reason);
  }
}

package io.jorch.manager.control;

import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ApplyResult.Line;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds to a plan what would keep new services from starting, in the scheduler's own words.
final class Foresight {
  private final Placing placing;

  Foresight(Placing placing) {
    this.placing = placing;
  }

  /// The plan of `wanted`, with what is foreseen beside its services.
  ///
  /// @param known what was asked for, without the images that are not there
  ApplyResult over(ApplyResult plan, StackSpec wanted, StackSpec known) {
    List<ServiceSpec> fresh =
        plan.plan().stream()
            .filter(line -> line.kind().equals("service") && line.action() == Action.CREATED)
            .flatMap(line -> service(wanted, line).stream())
            .toList();
    Map<ServiceName, String> waits = placing.foresee(wanted, fresh);
    return new ApplyResult(
        plan.stack(),
        plan.revision(),
        plan.plan().stream().map(line -> over(line, known, waits)).toList());
  }

  private static Optional<ServiceSpec> service(StackSpec stack, Line line) {
    return Optional.ofNullable(stack.services().get(new ServiceName(line.name())));
  }

  private static Line over(Line line, StackSpec known, Map<ServiceName, String> waits) {
    if (!line.kind().equals("service") || line.action() == Action.REMOVED) return line;
    List<String> parts = new ArrayList<>();
    if (!line.detail().isEmpty()) parts.add(line.detail());
    service(known, line)
        .filter(asked -> asked.task().imageId().isEmpty())
        .map(asked -> asked.build().isPresent() ? "built" : "fetched")
        .ifPresent(how -> parts.add("its image is " + how + " first"));
    String wait = waits.get(new ServiceName(line.name()));
    if (wait != null) parts.add("would wait: " + wait);
    return new Line(line.kind(), line.name(), line.action(), String.join("; ", parts));
  }
}

package io.jorch.cli.stack;

import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ApplyResult.Line;
import io.jorch.core.model.StackSpec;
import java.util.ArrayList;
import java.util.List;

/// The plan for a stack when there is no daemon yet: everything is created.
final class FirstPlan {
  private FirstPlan() {}

  static ApplyResult of(StackSpec stack) {
    List<Line> plan = new ArrayList<>();
    stack.networks().forEach((name, spec) -> add(plan, "network", name.value(), spec.external()));
    stack.volumes().forEach((name, spec) -> add(plan, "volume", name.value(), spec.external()));
    stack.services().keySet().forEach(name -> add(plan, "service", name.value(), false));
    return new ApplyResult(stack.name().value(), 1, plan);
  }

  private static void add(List<Line> plan, String kind, String name, boolean external) {
    plan.add(
        new Line(
            kind, name, external ? Action.UNCHANGED : Action.CREATED, external ? "external" : ""));
  }
}

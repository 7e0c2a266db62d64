package io.jorch.core.api;

import java.util.List;

/// What a change of desired state means, object by object. `revision` is durable when this arrives.
public record ApplyResult(String stack, long revision, List<Line> plan) {
  /// One object of the plan.
  ///
  /// @param kind `service`, `network` or `volume`
  /// @param detail what differs, for people; empty when nothing does
  public record Line(String kind, String name, Action action, String detail) {}

  /// What becomes of an object.
  public enum Action {
    CREATED,
    UPDATED,
    UNCHANGED,
    REMOVED
  }

  public boolean changesNothing() {
    return plan.stream().allMatch(line -> line.action() == Action.UNCHANGED);
  }
}

package io.jorch.core.api;

import java.util.List;

/// What every node says to a task: the answer to "why is this pending", filter by filter.
///
/// @param summary one sentence that counts nodes by what they lack; empty when a node will do
public record PlacementView(String summary, List<NodeVerdict> nodes) {
  /// What one node says.
  ///
  /// @param suits the task may be placed there now
  public record NodeVerdict(
      String node, String hostname, boolean suits, List<Obstacle> obstacles) {}

  /// One condition that a node does not meet.
  ///
  /// @param filter a word such as `constraint` or `memory`
  /// @param reason a phrase about the node
  public record Obstacle(String filter, String reason) {}
}

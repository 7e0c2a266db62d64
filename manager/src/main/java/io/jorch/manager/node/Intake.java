package io.jorch.manager.node;

/// Whether a node is given new tasks, and if not, why.
public enum Intake {
  OPEN,
  /// An operator paused it: it keeps what it has.
  PAUSED,
  /// An operator drains it: what can move away does.
  DRAINED,
  /// It was away too often lately: it is given what no other node can take.
  UNSTABLE;

  /// As the rest of a sentence that begins with the node; empty when it takes tasks.
  public String refusal() {
    return switch (this) {
      case OPEN -> "";
      case PAUSED -> "is paused";
      case DRAINED -> "is drained";
      case UNSTABLE -> "was away too often lately";
    };
  }
}

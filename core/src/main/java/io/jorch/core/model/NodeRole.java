package io.jorch.core.model;

import java.util.Locale;
import java.util.Optional;

/// What a node does for the cluster beside running tasks. A node's certificate says it too, and
/// allows no more.
public enum NodeRole {
  /// Takes part in deciding, and keeps what is desired.
  MANAGER,
  /// Only runs tasks.
  WORKER;

  /// As in certificates and on the command line.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<NodeRole> of(String text) {
    return switch (text) {
      case "manager" -> Optional.of(MANAGER);
      case "worker" -> Optional.of(WORKER);
      default -> Optional.empty();
    };
  }
}

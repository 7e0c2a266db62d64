package io.jorch.core.trust;

import java.util.Locale;
import java.util.Optional;

/// What a node's certificate allows it to be.
public enum NodeRole {
  /// May take part in decisions, and speak to what only managers may.
  MANAGER,
  /// Runs what it is given.
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

package io.jorch.manager.schedule;

import io.jorch.core.model.Constraint;
import io.jorch.core.model.NodeAttribute;
import io.jorch.manager.node.NodeState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a node must be, whatever runs on it.
///
/// @param architecture of the platform or image, when known (OCI name)
public record Site(Optional<String> architecture, List<Constraint> constraints) {
  static final Site ANY = new Site(Optional.empty(), List.of());

  /// What a node says to an attribute; empty for a label that it has not.
  static String value(NodeState node, NodeAttribute attribute) {
    return switch (attribute.kind()) {
      case ID -> node.id().value();
      case HOSTNAME -> node.info().hostname();
      case ROLE -> node.role().name().toLowerCase(Locale.ROOT);
      case OS -> "linux";
      case ARCHITECTURE -> node.info().architecture();
      case LABEL -> node.labels().getOrDefault(attribute.label(), "");
      case ENGINE_LABEL -> node.info().labels().getOrDefault(attribute.label(), "");
    };
  }

  /// The first constraint that the node does not meet.
  Optional<Constraint> unmet(NodeState node) {
    for (Constraint constraint : constraints) {
      if (!constraint.accepts(value(node, constraint.attribute()))) {
        return Optional.of(constraint);
      }
    }
    return Optional.empty();
  }

  boolean rightArchitecture(NodeState node) {
    return architecture.isEmpty() || architecture.get().equals(node.info().architecture());
  }

  boolean allows(NodeState node) {
    return rightArchitecture(node) && unmet(node).isEmpty();
  }
}

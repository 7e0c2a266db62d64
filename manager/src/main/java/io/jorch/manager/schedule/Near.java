package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;

/// Where tasks belong beside those of a service: in one place with them, or apart.
///
/// @param required otherwise only preferred
/// @param over nodes with the same value of it are one place
public record Near(Group other, boolean apart, boolean required, NodeAttribute over) {
  String place() {
    return over.equals(NodeAttribute.NODE) ? "node" : over.toString();
  }
}

package io.jorch.core.model;

import java.util.List;
import java.util.Optional;

/// Something of a node that files compare or spread over: `node.id`, `node.hostname`, `node.role`,
/// `node.platform.os`, `node.platform.arch`, `node.labels.KEY`, `engine.labels.KEY`. As in swarm
/// the case of the fixed part does not matter, that of a label's key does.
///
/// @param label the key, empty for what is no label
public record NodeAttribute(Kind kind, String label) {
  public static final NodeAttribute NODE = new NodeAttribute(Kind.ID, "");

  /// What is compared.
  public enum Kind {
    ID("node.id"),
    HOSTNAME("node.hostname"),
    ROLE("node.role"),
    OS("node.platform.os"),
    ARCHITECTURE("node.platform.arch"),
    /// Set by operators.
    LABEL("node.labels."),
    /// Said by the node itself.
    ENGINE_LABEL("engine.labels.");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    boolean isLabel() {
      return text.endsWith(".");
    }

    public String text() {
      return text;
    }
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  public static Optional<NodeAttribute> parse(String text) {
    for (Kind kind : KINDS) {
      int length = kind.text.length();
      boolean starts = text.regionMatches(true, 0, kind.text, 0, length);
      if (starts && kind.isLabel() == (text.length() > length)) {
        return Optional.of(new NodeAttribute(kind, text.substring(length)));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return kind.text + label;
  }
}

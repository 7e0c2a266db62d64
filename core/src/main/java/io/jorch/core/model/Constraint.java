package io.jorch.core.model;

/// One condition of `deploy.placement.constraints`. Values are compared whole and, as in swarm,
/// without regard to case; a label that a node lacks is empty.
///
/// @param equal `==`; otherwise `!=`
public record Constraint(NodeAttribute attribute, boolean equal, String value) {
  /// Reads `node.labels.disk == ssd`; spaces around the operator do not matter.
  ///
  /// @throws IllegalArgumentException with what is wrong, as a sentence for people
  public static Constraint parse(String text) {
    int at = operator(text);
    if (at < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' has neither '==' nor '!='; write it like 'node.labels.disk==ssd'");
    }
    String value = text.substring(at + 2).strip();
    if (value.isEmpty() || operator(value) >= 0) {
      throw new IllegalArgumentException("'" + text + "' does not compare with one value");
    }
    String name = subject(text);
    NodeAttribute attribute =
        NodeAttribute.parse(name)
            .orElseThrow(() -> new IllegalArgumentException("unknown attribute '" + name + "'"));
    return new Constraint(attribute, text.charAt(at) == '=', value);
  }

  /// What stands before the operator, or everything where there is none.
  public static String subject(String text) {
    int at = operator(text);
    return (at < 0 ? text : text.substring(0, at)).strip();
  }

  private static int operator(String text) {
    int equal = text.indexOf("==");
    int unequal = text.indexOf("!=");
    return equal < 0 ? unequal : unequal < 0 ? equal : Math.min(equal, unequal);
  }

  /// Whether a node with this value of the attribute meets it.
  public boolean accepts(String actual) {
    return equal == value.equalsIgnoreCase(actual);
  }

  @Override
  public String toString() {
    return attribute + (equal ? "==" : "!=") + value;
  }
}

package io.jorch.core.wire;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// How values of one type look in JSON.
interface Form<T> {
  void write(JsonGenerator out, T value);

  /// Reads the value whose first token is the parser's current one; afterwards the current token
  /// is the value's last. Never sees JSON's `null`: that is the same as an absent property.
  T read(JsonParser in);

  /// What an absent property stands for.
  ///
  /// @throws WireException when there is no sensible value
  T absent();

  /// Whether a property with this value may be left out, because reading gives it back.
  default boolean leftOut(T value) {
    return false;
  }
}

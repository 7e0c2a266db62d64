package io.jorch.manager.store;

import java.util.OptionalLong;

/// What became of a transaction.
public sealed interface Outcome {
  /// It is durable; everything it put now has `version`.
  record Committed(long version) implements Outcome {}

  /// Nothing was changed, because an object was not as expected: read again and decide anew.
  ///
  /// @param actual the version that is there, empty when nothing is
  record Conflict(Key key, Expected expected, OptionalLong actual) implements Outcome {}
}

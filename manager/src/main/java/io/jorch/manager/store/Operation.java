package io.jorch.manager.store;

/// One part of a transaction.
public sealed interface Operation {
  Key key();

  Expected expected();

  record Put(Key key, Expected expected, Blob value) implements Operation {}

  /// Deleting what is absent changes nothing (unless its presence was expected).
  record Delete(Key key, Expected expected) implements Operation {}

  /// Changes nothing, but the transaction only holds if the expectation does.
  record Check(Key key, Expected expected) implements Operation {}
}

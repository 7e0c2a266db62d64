package io.jorch.manager.store;

/// A running subscription to changes.
public interface Watch extends AutoCloseable {
  /// No change is delivered after this returns, except one that is being delivered now.
  @Override
  void close();
}

package io.jorch.manager.store;

import java.util.List;

/// Told of changes in the order they were committed, one transaction's together, on the store's
/// watch thread: a slow listener delays all others.
@FunctionalInterface
public interface ChangeListener {
  void changed(List<Change> changes);

  /// Many changes at once, not told one by one: list again. Happens when a member that fell far
  /// behind was handed a whole snapshot.
  default void reloaded() {}
}

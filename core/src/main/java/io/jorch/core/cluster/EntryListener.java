package io.jorch.core.cluster;

import java.util.Optional;

/// Told of each change of a shared map: of one key in order, and never on a thread that serves the
/// map, so it may use the map. Events are lost when a member dies with its partitions: compare
/// whole states now and then.
@FunctionalInterface
public interface EntryListener<K, V> {
  /// The entry for `key` is now as given.
  ///
  /// @param now empty when the entry was removed
  void changed(K key, Optional<Stamped<V>> now);
}

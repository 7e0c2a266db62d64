package io.jorch.core.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A map that all members share. Reads and writes go to the member that owns the key's partition;
/// all may be called from any thread.
public interface SharedMap<K, V> {
  Optional<Stamped<V>> get(K key);

  /// Sets the value, whatever was there.
  void put(K key, V value, long stamp);

  /// The same without waiting; completes when it is done.
  CompletionStage<Void> send(K key, V value, long stamp);

  /// Sets the value unless one with the same or a higher stamp is there, atomically; completes
  /// with whether it did. Late and repeated reports thus change nothing.
  CompletionStage<Boolean> putIfNewer(K key, V value, long stamp);

  /// Removes the entry, whatever its stamp; completes with whether there was one.
  CompletionStage<Boolean> remove(K key);

  /// All entries, in no order; not one moment's state when others write meanwhile.
  Map<K, Stamped<V>> snapshot();

  /// Delivers every change from now on.
  Subscription listen(EntryListener<K, V> listener);
}

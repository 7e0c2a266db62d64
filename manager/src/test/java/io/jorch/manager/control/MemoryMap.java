package io.jorch.manager.control;

import io.jorch.core.cluster.EntryListener;
import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.cluster.Subscription;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A map that nobody else shares.
final class MemoryMap<K, V> implements SharedMap<K, V> {
  private final Map<K, Stamped<V>> entries = new TreeMap<>();

  @Override
  public Optional<Stamped<V>> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public void put(K key, V value, long stamp) {
    entries.put(key, new Stamped<>(value, stamp));
  }

  @Override
  public CompletionStage<Void> send(K key, V value, long stamp) {
    put(key, value, stamp);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Boolean> putIfNewer(K key, V value, long stamp) {
    Stamped<V> before = entries.get(key);
    boolean newer = before == null || before.stamp() < stamp;
    if (newer) put(key, value, stamp);
    return CompletableFuture.completedFuture(newer);
  }

  @Override
  public CompletionStage<Boolean> remove(K key) {
    return CompletableFuture.completedFuture(entries.remove(key) != null);
  }

  @Override
  public Map<K, Stamped<V>> snapshot() {
    return Map.copyOf(entries);
  }

  @Override
  public Subscription listen(EntryListener<K, V> listener) {
    return () -> {};
  }
}

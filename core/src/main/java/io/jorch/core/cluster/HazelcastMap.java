package io.jorch.core.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.jorch.core.model.Id;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A shared map on a Hazelcast one. Hazelcast runs listeners on event threads, one key always on
/// the same; it is set to a single one.
final class HazelcastMap<K extends Id, V> implements SharedMap<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastMap.class);

  private final MapName<K, V> name;
  private final IMap<String, Envelope> entries;
  private final Decoded<V> decoded;
  private final List<EntryListener<K, V>> listeners = new CopyOnWriteArrayList<>();
  private boolean registered;

  HazelcastMap(MapName<K, V> name, IMap<String, Envelope> entries) {
    this.name = name;
    this.entries = entries;
    this.decoded = new Decoded<>(name.value());
    entries.addEntryListener(
        (EntryRemovedListener<String, Envelope>) event -> decoded.forget(event.getKey()), false);
  }

  @Override
  public Optional<Stamped<V>> get(K key) {
    @Nullable Envelope found = entries.get(key.value());
    return found == null ? Optional.empty() : Optional.of(decoded.value(key.value(), found));
  }

  @Override
  public void put(K key, V value, long stamp) {
    entries.set(key.value(), decoded.envelope(key.value(), value, stamp));
  }

  @Override
  public CompletionStage<Void> send(K key, V value, long stamp) {
    return entries.setAsync(key.value(), decoded.envelope(key.value(), value, stamp));
  }

  @Override
  public CompletionStage<Boolean> putIfNewer(K key, V value, long stamp) {
    return entries.submitToKey(
        key.value(), new PutIfNewer(decoded.envelope(key.value(), value, stamp)));
  }

  @Override
  public CompletionStage<Boolean> remove(K key) {
    return entries.removeAsync(key.value()).thenApply(before -> before != null);
  }

  @Override
  public Map<K, Stamped<V>> snapshot() {
    Map<K, Stamped<V>> all = new HashMap<>();
    for (Map.Entry<String, Envelope> entry : entries.entrySet()) {
      all.put(name.key().apply(entry.getKey()), decoded.value(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  /// The first listener makes Hazelcast register with all members, and wait for those that do not
  /// answer; that stays, so that all later ones listen at once.
  @Override
  public Subscription listen(EntryListener<K, V> listener) {
    register();
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private synchronized void register() {
    if (registered) return;
    entries.addEntryListener(new Events(), true);
    registered = true;
  }

  private final class Events
      implements EntryAddedListener<String, Envelope>,
          EntryUpdatedListener<String, Envelope>,
          EntryRemovedListener<String, Envelope> {
    @Override
    public void entryAdded(EntryEvent<String, Envelope> event) {
      written(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, Envelope> event) {
      written(event);
    }

    private void written(EntryEvent<String, Envelope> event) {
      String key = event.getKey();
      for (EntryListener<K, V> each : listeners) {
        tell(each, key, () -> Optional.of(decoded.value(key, event.getValue())));
      }
    }

    @Override
    public void entryRemoved(EntryEvent<String, Envelope> event) {
      for (EntryListener<K, V> each : listeners) tell(each, event.getKey(), Optional::empty);
    }

    /// A listener that throws, or a value that cannot be read, costs one event, not the thread.
    private void tell(
        EntryListener<K, V> listener, String key, Supplier<Optional<Stamped<V>>> now) {
      try {
        listener.changed(name.key().apply(key), now.get());
      } catch (RuntimeException e) {
        LOG.error("a change of {} in the map {} was not handled", key, name.name(), e);
      }
    }
  }
}

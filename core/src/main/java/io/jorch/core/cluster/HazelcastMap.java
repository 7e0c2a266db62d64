package io.jorch.core.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.jorch.core.model.Id;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
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

  @Override
  public Subscription listen(EntryListener<K, V> listener) {
    UUID registration = entries.addEntryListener(new Events(listener), true);
    return () -> entries.removeEntryListener(registration);
  }

  private final class Events
      implements EntryAddedListener<String, Envelope>,
          EntryUpdatedListener<String, Envelope>,
          EntryRemovedListener<String, Envelope> {
    private final EntryListener<K, V> listener;

    Events(EntryListener<K, V> listener) {
      this.listener = listener;
    }

    @Override
    public void entryAdded(EntryEvent<String, Envelope> event) {
      written(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, Envelope> event) {
      written(event);
    }

    private void written(EntryEvent<String, Envelope> event) {
      tell(event.getKey(), () -> Optional.of(decoded.value(event.getKey(), event.getValue())));
    }

    @Override
    public void entryRemoved(EntryEvent<String, Envelope> event) {
      tell(event.getKey(), Optional::empty);
    }

    /// A listener that throws, or a value that cannot be read, costs one event, not the thread.
    private void tell(String key, Supplier<Optional<Stamped<V>>> now) {
      try {
        listener.changed(name.key().apply(key), now.get());
      } catch (RuntimeException e) {
        LOG.error("a change of {} in the map {} was not handled", key, name.name(), e);
      }
    }
  }
}

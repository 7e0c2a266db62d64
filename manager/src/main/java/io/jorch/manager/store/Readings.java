package io.jorch.manager.store;

import io.jorch.core.wire.Wire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What stored objects say, read once for each version of them.
final class Readings {
  private static final int FEWEST = 1_000;

  private record Reading(long version, Object value) {}

  private final Map<Key, Reading> known = new ConcurrentHashMap<>();

  /// The object's value, which is always the same one for the same version.
  <T> T of(Versioned object, Class<T> type) {
    Reading found = known.get(object.key());
    if (found != null && found.version() == object.version()) return type.cast(found.value());
    T value = Wire.read(type, object.value().bytes());
    known.put(object.key(), new Reading(object.version(), value));
    return value;
  }

  /// Forgets all when most are of objects that are no longer there.
  ///
  /// @param there how many objects there are
  void prune(int there) {
    if (known.size() > FEWEST + 2 * there) known.clear();
  }
}

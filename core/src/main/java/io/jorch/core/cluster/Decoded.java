package io.jorch.core.cluster;

import io.jorch.core.wire.Wire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Values as JSON and back, remembering the last value of each key that this member wrote or read:
/// a value is parsed once per member, and never on the member that wrote it.
final class Decoded<V> {
  private record Known<V>(long mark, Stamped<V> stamped) {}

  private final Class<V> type;
  private final Map<String, Known<V>> known = new ConcurrentHashMap<>();

  Decoded(Class<V> type) {
    this.type = type;
  }

  Envelope envelope(String key, V value, long stamp) {
    long mark = ThreadLocalRandom.current().nextLong();
    known.put(key, new Known<>(mark, new Stamped<>(value, stamp)));
    return new Envelope(stamp, mark, Wire.bytes(type, value));
  }

  Stamped<V> value(String key, Envelope envelope) {
    @Nullable Known<V> found = known.get(key);
    if (found != null && found.mark() == envelope.mark()) {
      return found.stamped();
    }
    Stamped<V> read = new Stamped<>(Wire.read(type, envelope.json()), envelope.stamp());
    known.put(key, new Known<>(envelope.mark(), read));
    return read;
  }

  void forget(String key) {
    known.remove(key);
  }
}

package io.jorch.cli.client;

import io.jorch.cli.term.Failed;
import io.jorch.core.api.Failure;
import io.jorch.core.wire.Wire;
import io.jorch.core.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Bodies to records and back, in the form that the daemon speaks.
final class Json {
  private Json() {}

  static <T> T read(byte[] json, Class<T> type) {
    try {
      return Wire.read(type, json);
    } catch (WireException e) {
      throw misunderstood(e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    return read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  static <T> List<T> list(byte[] json, Class<T> element) {
    try {
      return Wire.readList(element, json);
    } catch (WireException e) {
      throw misunderstood(e);
    }
  }

  @SuppressWarnings("unchecked") // a value's class is a class of its type
  static <T> byte[] write(T value) {
    return Wire.bytes((Class<T>) value.getClass(), value);
  }

  private static Failed misunderstood(WireException e) {
    return new Failed(
        "the daemon's answer cannot be understood ("
            + e.getMessage()
            + "): it may be of another version; compare with `jorch version`",
        e);
  }

  /// The sentence in a `Failure`, or the text itself when it is none.
  static String failure(String json) {
    try {
      return Wire.read(Failure.class, json).error();
    } catch (WireException e) {
      return json;
    }
  }
}

package io.jorch.core.remote;

import java.lang.reflect.Type;

/// How a parameter travels.
sealed interface Slot {
  /// Once, with the call.
  record Plain(Type type) implements Slot {}

  /// Items for the caller's consumer.
  record Items(Type type) implements Slot {}

  /// Bytes the caller has.
  record Upload() implements Slot {}

  /// Bytes the caller wants.
  record Download() implements Slot {}

  record Dialogue() implements Slot {}
}

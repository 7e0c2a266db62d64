package io.jorch.core.remote;

import java.lang.reflect.Type;

/// What a method gives.
sealed interface Outcome {
  record Nothing() implements Outcome {}

  record Value(Type type) implements Outcome {}

  /// Bytes, read by the caller after the call has returned.
  record Bytes() implements Outcome {}
}

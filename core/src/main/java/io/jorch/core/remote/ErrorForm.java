package io.jorch.core.remote;

import java.util.function.BiFunction;
import java.util.function.Function;

/// How a kind of exception travels, so that the caller gets the same kind.
///
/// @param type exactly this class
/// @param detail what it says beside its message, such as an exit code
/// @param make the exception again, from the detail and the message; may refuse a detail it does
/// not know with an [IllegalArgumentException]
public record ErrorForm<E extends Exception>(
    Class<E> type, Function<E, String> detail, BiFunction<String, String, E> make) {
  String kind() {
    return type.getSimpleName();
  }

  String detailOf(Exception error) {
    return detail.apply(type.cast(error));
  }
}

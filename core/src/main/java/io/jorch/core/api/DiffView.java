package io.jorch.core.api;

import io.jorch.core.api.ApplyResult.Action;
import java.util.List;

/// What differs between two revisions of a stack, object by object; what is the same is left out.
public record DiffView(String stack, long from, long to, List<Item> items) {
  /// One object that differs.
  ///
  /// @param kind `service`, `network` or `volume`
  /// @param keys what differs in it, when it is in both
  public record Item(String kind, String name, Action action, List<Key> keys) {}

  /// One key with its values; an empty text stands for nothing.
  public record Key(String key, String before, String after) {}
}

package io.jorch.core.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping being written: its values are branches, lists of values, texts, numbers, booleans.
final class Branch {
  private final Map<String, Object> entries = new LinkedHashMap<>();

  Map<String, Object> entries() {
    return entries;
  }

  /// Texts are escaped, so that reading them interpolates nothing.
  Branch put(String key, Object value) {
    entries.put(key, escaped(value));
    return this;
  }

  Branch put(String key, Optional<?> value) {
    value.ifPresent(v -> put(key, (Object) v));
    return this;
  }

  Branch flag(String key, boolean value) {
    return value ? put(key, true) : this;
  }

  /// Left out when empty.
  Branch some(String key, Branch branch) {
    if (!branch.entries.isEmpty()) entries.put(key, branch);
    return this;
  }

  Branch some(String key, List<?> list) {
    return list.isEmpty() ? this : put(key, list);
  }

  Branch texts(String key, Map<String, String> texts) {
    Branch branch = new Branch();
    texts.forEach(branch::put);
    return some(key, branch);
  }

  private static Object escaped(Object value) {
    return switch (value) {
      case String text -> text.replace("$", "$$");
      case List<?> list -> list.stream().map(Branch::escaped).toList();
      default -> value;
    };
  }
}

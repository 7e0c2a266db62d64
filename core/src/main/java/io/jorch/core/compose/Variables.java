package io.jorch.core.compose;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables a project's files may use: the process environment first, then `.env` files.
final class Variables {
  private final Map<String, String> process;
  private final Map<String, String> files = new HashMap<>();

  Variables(Map<String, String> process) {
    this.process = new HashMap<>(process);
  }

  /// Wins over everything.
  void force(String name, String value) {
    process.put(name, value);
  }

  void define(String name, String value) {
    files.put(name, value);
  }

  @Nullable String get(String name) {
    String value = process.get(name);
    return value != null ? value : files.get(name);
  }

  /// A copy whose later definitions are its own, as inside one service's `env_file`.
  Variables scope() {
    Variables copy = new Variables(process);
    copy.files.putAll(files);
    return copy;
  }
}

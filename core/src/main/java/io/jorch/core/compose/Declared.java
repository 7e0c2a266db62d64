package io.jorch.core.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The networks or volumes that the top level declares, by key.
final class Declared<N> {
  private final String noun;
  private final Problems problems;
  private final Map<String, Optional<N>> names = new LinkedHashMap<>();

  Declared(String noun, Problems problems) {
    this.noun = noun;
    this.problems = problems;
  }

  /// @param name empty when the declaration was broken, which is reported already
  void declare(String key, Optional<N> name) {
    names.put(key, name);
  }

  boolean has(String key) {
    return names.containsKey(key);
  }

  Optional<N> use(String key, Mark mark, String path) {
    Optional<N> name = names.get(key);
    if (name == null) {
      String hint = NearMiss.hint(key, names.keySet());
      String ending = hint.isEmpty() ? "; add it under '" + noun + "s'" : hint;
      problems.error(mark, path, noun + " '" + key + "' is not defined" + ending);
      return Optional.empty();
    }
    return name;
  }
}

package io.jorch.core.compose;

import io.jorch.core.model.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// `generic_resources`: how many of what a node has besides CPUs and memory.
final class GenericResources {
  private GenericResources() {}

  static Resources read(Section reservations, Resources plain) {
    return new Resources(plain.nanoCpus(), plain.memoryBytes(), plain.pids(), counts(reservations));
  }

  private static Map<String, Long> counts(Section reservations) {
    Optional<Node> node = reservations.node("generic_resources");
    if (node.isEmpty()) return Map.of();
    String path = reservations.path("generic_resources");
    Map<String, Long> result = new LinkedHashMap<>();
    int index = 0;
    for (Node item : reservations.values().items(node.get(), path)) {
      String at = path + "[" + index++ + "]";
      Section entry = Section.of(item, at, SpecKeys.GENERIC_RESOURCE, reservations.values());
      String key = "discrete_resource_spec";
      if (entry.readable() && entry.node(key).isEmpty()) {
        entry.values().problems().error(item.mark(), at, "'" + key + "' is missing");
      }
      entry.section(key, SpecKeys.DISCRETE).ifPresent(discrete -> add(discrete, result));
      entry.close();
    }
    return Collections.unmodifiableMap(result);
  }

  private static void add(Section discrete, Map<String, Long> result) {
    Optional<String> kind = discrete.word("kind");
    OptionalInt value = discrete.number("value", 1, Integer.MAX_VALUE);
    for (String key : new String[] {"kind", "value"}) {
      if (discrete.readable() && discrete.node(key).isEmpty()) {
        String message = "'" + key + "' is missing";
        discrete.values().problems().error(discrete.mark(), discrete.path(), message);
      }
    }
    if (kind.isPresent() && result.containsKey(kind.get())) {
      discrete.error("kind", "'" + kind.get() + "' is reserved twice; write the sum");
    } else if (kind.isPresent() && value.isPresent()) {
      result.put(kind.get(), (long) value.getAsInt());
    }
    discrete.close();
  }
}

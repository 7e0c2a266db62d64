package io.jorch.core.remote;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All methods of an interface.
///
/// @param refused why a method cannot be called from another node
record Signatures(Class<?> type, Map<String, Signature> known, Map<Method, String> refused) {
  private static final ClassValue<Signatures> ALL =
      new ClassValue<>() {
        @Override
        protected Signatures computeValue(Class<?> type) {
          return read(type);
        }
      };

  static Signatures of(Class<?> type) {
    return ALL.get(type);
  }

  private static Signatures read(Class<?> type) {
    if (!type.isInterface()) throw new IllegalArgumentException(type + " is not an interface");
    Map<String, Signature> known = new HashMap<>();
    Map<Method, String> refused = new HashMap<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) continue;
      try {
        Signature signature = Signature.of(method);
        signature.method().setAccessible(true);
        known.put(signature.name(), signature);
      } catch (IllegalArgumentException e) {
        refused.put(method, String.valueOf(e.getMessage()));
      }
    }
    return new Signatures(type, Map.copyOf(known), Map.copyOf(refused));
  }

  Optional<Signature> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  boolean hasPlain(String name) {
    return Arrays.stream(type.getMethods())
        .anyMatch(each -> each.getName().equals(name) && each.getParameterCount() == 0);
  }

  List<String> refusals() {
    List<String> lines = new ArrayList<>();
    refused.forEach((method, reason) -> lines.add(Signature.name(method) + ": " + reason));
    lines.sort(Comparator.naturalOrder());
    return lines;
  }
}

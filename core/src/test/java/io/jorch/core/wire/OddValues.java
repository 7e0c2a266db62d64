package io.jorch.core.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// Fills any record of the model with random and odd values, so that a new record or component is
/// tested without anyone thinking of it.
final class OddValues {
  private static final List<String> TEXTS =
      List.of("", " ", "null", "\"\\\n\t\u0000\u2028", "grüße 🐳", "{}", "a".repeat(3000));
  private static final List<Long> NUMBERS = List.of(0L, 1L, -1L, 65_535L);

  private final Random random;

  OddValues(long seed) {
    random = new Random(seed);
  }

  Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return pick(List.of(plain.getEnumConstants()));
    } else if (plain.isSealed() && plain.isInterface()) {
      return of(pick(List.of(plain.getPermittedSubclasses())));
    } else if (plain.isRecord()) {
      return record(plain);
    }
    return scalar(plain);
  }

  private Object generic(Class<?> raw, Type[] arguments) {
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(of(arguments[0]));
    } else if (raw == List.class) {
      return many(arguments[0]);
    } else if (raw == Set.class) {
      return new LinkedHashSet<>(many(arguments[0]));
    } else if (raw == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      many(arguments[0]).forEach(key -> map.put(key, of(arguments[1])));
      return map;
    }
    throw new AssertionError("no odd values of " + raw);
  }

  private List<Object> many(Type type) {
    List<Object> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(of(type));
    }
    return values;
  }

  private Object scalar(Class<?> type) {
    if (type == String.class) {
      return pick(TEXTS);
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == int.class || type == Integer.class) {
      return random.nextBoolean() ? pick(NUMBERS).intValue() : random.nextInt();
    } else if (type == long.class || type == Long.class) {
      return random.nextBoolean() ? pick(NUMBERS) : random.nextLong();
    } else if (type == double.class || type == Double.class) {
      return random.nextBoolean() ? 0.0 : random.nextGaussian() * 1e9;
    } else if (type == OptionalInt.class) {
      return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
    } else if (type == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    } else if (type == Duration.class) {
      return Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }
    throw new AssertionError("no odd values of " + type);
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 1 && components[0].getType() == String.class) {
      return identifier(type);
    }
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = of(components[i].getGenericType());
    }
    return made(type, types, values);
  }

  /// Identifiers check their text: the first of these forms that is allowed.
  private Object identifier(Class<?> type) {
    String hex = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    for (String text : List.of(pick(TEXTS), hex, hex + hex)) {
      try {
        return made(type, new Class<?>[] {String.class}, new Object[] {text});
      } catch (IllegalArgumentException e) {
        // Not this one.
      }
    }
    throw new AssertionError("no text is allowed as " + type);
  }

  private static Object made(Class<?> type, Class<?>[] types, Object[] values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("refused " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make a " + type, e);
    }
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

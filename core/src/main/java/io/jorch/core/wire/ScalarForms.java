package io.jorch.core.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The forms of single values. An absent number is 0, an absent flag false, an absent text empty.
final class ScalarForms {
  private ScalarForms() {}

  static @Nullable Form<?> of(Class<?> type) {
    if (type == String.class) {
      return new Text();
    } else if (type == boolean.class || type == Boolean.class) {
      return new Flag();
    } else if (type == int.class || type == Integer.class) {
      return new Whole<>(Math::toIntExact, Integer::longValue);
    } else if (type == long.class || type == Long.class) {
      return new Whole<>(number -> number, number -> number);
    } else if (type == double.class || type == Double.class) {
      return new Fraction();
    } else if (type == Instant.class) {
      return new Written<>("a time such as 2026-01-31T12:00:00Z", Instant::parse);
    } else if (type == Duration.class) {
      return new Written<>("a duration such as PT1.5S", Duration::parse);
    } else if (type == Path.class) {
      return new Written<>("a path", Path::of);
    }
    return null;
  }

  /// A value that is its own text; the reader refuses what it does not understand.
  record Written<T>(String what, Function<String, T> reader) implements Form<T> {
    @Override
    public void write(JsonGenerator out, T value) {
      out.writeString(value.toString());
    }

    @Override
    public T read(JsonParser in) {
      String text = text(in, what);
      try {
        return reader.apply(text);
      } catch (DateTimeParseException e) {
        throw new WireException("'" + text + "' is not " + what, e);
      }
    }

    @Override
    public T absent() {
      throw new WireException("is missing; expected " + what);
    }
  }

  private record Text() implements Form<String> {
    @Override
    public void write(JsonGenerator out, String value) {
      out.writeString(value);
    }

    @Override
    public String read(JsonParser in) {
      return text(in, "text");
    }

    @Override
    public String absent() {
      return "";
    }
  }

  private record Flag() implements Form<Boolean> {
    @Override
    public void write(JsonGenerator out, Boolean value) {
      out.writeBoolean(value);
    }

    @Override
    public Boolean read(JsonParser in) {
      return switch (in.currentToken()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> throw unexpected(in, "true or false");
      };
    }

    @Override
    public Boolean absent() {
      return false;
    }
  }

  private record Whole<T>(Function<Long, T> narrow, Function<T, Long> widen) implements Form<T> {
    @Override
    public void write(JsonGenerator out, T value) {
      out.writeNumber(widen.apply(value));
    }

    @Override
    public T read(JsonParser in) {
      if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw unexpected(in, "a whole number");
      }
      try {
        return narrow.apply(in.getLongValue());
      } catch (ArithmeticException e) {
        throw new WireException("the number " + in.getString() + " is out of range", e);
      }
    }

    @Override
    public T absent() {
      return narrow.apply(0L);
    }
  }

  private record Fraction() implements Form<Double> {
    @Override
    public void write(JsonGenerator out, Double value) {
      out.writeNumber(value);
    }

    @Override
    public Double read(JsonParser in) {
      if (!in.currentToken().isNumeric()) {
        throw unexpected(in, "a number");
      }
      return in.getDoubleValue();
    }

    @Override
    public Double absent() {
      return 0.0;
    }
  }

  /// Enum constants in lower case: `ON_FAILURE` is `on_failure`.
  static final class Named<E extends Enum<E>> implements Form<E> {
    private final Map<String, E> constants = new LinkedHashMap<>();

    Named(Class<E> type) {
      for (E constant : type.getEnumConstants()) {
        constants.put(name(constant), constant);
      }
    }

    private static String name(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    private String choices() {
      return "one of " + String.join(", ", constants.keySet());
    }

    @Override
    public void write(JsonGenerator out, E value) {
      out.writeString(name(value));
    }

    @Override
    public E read(JsonParser in) {
      String text = text(in, choices());
      E found = constants.get(text);
      if (found == null) {
        throw new WireException("'" + text + "' is not known; expected " + choices());
      }
      return found;
    }

    @Override
    public E absent() {
      throw new WireException("is missing; expected " + choices());
    }
  }

  static String text(JsonParser in, String expected) {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw unexpected(in, expected);
    }
    return in.getString();
  }

  static WireException unexpected(JsonParser in, String expected) {
    String found =
        switch (in.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "the text '" + in.getString() + "'";
          default -> String.valueOf(in.getString());
        };
    return new WireException("expected " + expected + ", but found " + found);
  }
}

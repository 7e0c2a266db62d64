package io.jorch.core.wire;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Values whose shape only shows at run time: maps and lists of anything, and records among them.
/// Nothing is left out of a map. What is read is made of maps, lists, texts, numbers and flags;
/// `null` is read as an empty [Optional].
final class AnyForm implements Form<Object> {
  private final Function<Type, Form<?>> forms;

  AnyForm(Function<Type, Form<?>> forms) {
    this.forms = forms;
  }

  @Override
  public void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case Map<?, ?> map -> writeMap(out, map);
      case Collection<?> items -> writeItems(out, items);
      case Optional<?> perhaps -> write(out, perhaps.orElse(null));
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean truth -> out.writeBoolean(truth);
      case CharSequence text -> out.writeString(text.toString());
      default -> known(out, value);
    }
  }

  private void writeMap(JsonGenerator out, Map<?, ?> map) {
    out.writeStartObject();
    map.forEach(
        (key, value) -> {
          out.writeName(String.valueOf(key));
          write(out, value);
        });
    out.writeEndObject();
  }

  private void writeItems(JsonGenerator out, Collection<?> items) {
    out.writeStartArray();
    items.forEach(item -> write(out, item));
    out.writeEndArray();
  }

  @SuppressWarnings("unchecked") // a type's form is made from the type
  private void known(JsonGenerator out, Object value) {
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    ((Form<Object>) forms.apply(type)).write(out, value);
  }

  @Override
  public Object read(JsonParser in) {
    return switch (in.currentToken()) {
      case START_OBJECT -> readMap(in);
      case START_ARRAY -> readItems(in);
      case VALUE_STRING -> in.getString();
      case VALUE_NUMBER_INT -> whole(in.getLongValue());
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> Optional.empty();
    };
  }

  /// Not a conditional expression: that would make every number a long.
  private static Object whole(long number) {
    if ((int) number == number) return (int) number;
    return number;
  }

  private Map<String, Object> readMap(JsonParser in) {
    Map<String, Object> map = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      map.put(name, read(in));
    }
    return Collections.unmodifiableMap(map);
  }

  private List<Object> readItems(JsonParser in) {
    List<Object> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) items.add(read(in));
    return Collections.unmodifiableList(items);
  }

  @Override
  public Object absent() {
    return Optional.empty();
  }
}

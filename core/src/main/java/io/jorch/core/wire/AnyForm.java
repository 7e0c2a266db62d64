package io.jorch.core.wire;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Values whose shape only shows at run time: maps and lists of anything, and records among them.
/// Written only; nothing is left out of a map.
final class AnyForm {
  private final Function<Type, Form<?>> forms;

  AnyForm(Function<Type, Form<?>> forms) {
    this.forms = forms;
  }

  void write(JsonGenerator out, @Nullable Object value) {
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
}

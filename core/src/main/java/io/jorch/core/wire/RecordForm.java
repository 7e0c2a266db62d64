package io.jorch.core.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A record as an object: a property for each component. Unknown properties are skipped, so that
/// an older program reads what a newer one wrote.
final class RecordForm<T> implements Form<T> {
  private record Property(String name, Method accessor, Form<Object> form) {}

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final Property[] properties;
  private final Map<String, Integer> byName = new HashMap<>();

  @SuppressWarnings("unchecked")
  RecordForm(Class<T> type, Forms forms) throws NoSuchMethodException {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    properties = new Property[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Method accessor = components[i].getAccessor();
      accessor.setAccessible(true);
      Form<Object> form = (Form<Object>) forms.of(components[i].getGenericType());
      properties[i] = new Property(components[i].getName(), accessor, form);
      byName.put(components[i].getName(), i);
    }
    constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
  }

  @Override
  public void write(JsonGenerator out, T value) {
    out.writeStartObject();
    writeProperties(out, value);
    out.writeEndObject();
  }

  void writeProperties(JsonGenerator out, T value) {
    for (Property property : properties) {
      Object held = held(property, value);
      if (!property.form().leftOut(held)) {
        out.writeName(property.name());
        property.form().write(out, held);
      }
    }
  }

  private static Object held(Property property, Object value) {
    try {
      return property.accessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record's accessor failed: " + property.accessor(), e);
    }
  }

  @Override
  public T read(JsonParser in) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw ScalarForms.unexpected(in, "an object");
    }
    in.nextToken();
    return readProperties(in);
  }

  /// Reads on from the first property's name to the object's end.
  T readProperties(JsonParser in) {
    @Nullable Object[] values = new @Nullable Object[properties.length];
    for (; in.currentToken() != JsonToken.END_OBJECT; in.nextToken()) {
      Integer at = byName.get(in.currentName());
      JsonToken first = in.nextToken();
      if (at == null) {
        in.skipChildren();
      } else if (first != JsonToken.VALUE_NULL) {
        Property property = properties[at];
        Place.within("." + property.name(), () -> values[at] = property.form().read(in));
      }
    }
    return made(values);
  }

  private T made(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      int at = i;
      if (values[i] == null) {
        Property property = properties[i];
        Place.within("." + property.name(), () -> values[at] = property.form().absent());
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw WireException.refused(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's constructor failed: " + constructor, e);
    }
  }

  @Override
  public T absent() {
    throw new WireException("is missing; expected " + type.getSimpleName());
  }
}

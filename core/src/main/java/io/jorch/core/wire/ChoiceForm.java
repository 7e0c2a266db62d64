package io.jorch.core.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A sealed interface of records as an object whose first property is `type`: the record's simple
/// name in lower case, words joined by underscores.
final class ChoiceForm<T> implements Form<T> {
  private static final String TYPE = "type";

  private final Map<String, RecordForm<T>> byName = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new LinkedHashMap<>();

  @SuppressWarnings("unchecked")
  ChoiceForm(Class<T> type, Forms forms) throws NoSuchMethodException {
    for (Class<?> each : type.getPermittedSubclasses()) {
      if (!each.isRecord()) {
        throw new IllegalArgumentException(each + " is a choice of " + type + ", but no record");
      }
      String name = name(each);
      names.put(each, name);
      byName.put(name, new RecordForm<>((Class<T>) each, forms));
    }
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  @Override
  public void write(JsonGenerator out, T value) {
    String name = names.get(value.getClass());
    out.writeStartObject();
    out.writeName(TYPE);
    out.writeString(name);
    form(String.valueOf(name)).writeProperties(out, value);
    out.writeEndObject();
  }

  @Override
  public T read(JsonParser in) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw ScalarForms.unexpected(in, "an object");
    }
    if (in.nextToken() != JsonToken.PROPERTY_NAME || !in.currentName().equals(TYPE)) {
      throw new WireException("expected 'type' as the first property");
    }
    in.nextToken();
    RecordForm<T> form = form(ScalarForms.text(in, choices()));
    in.nextToken();
    return form.readProperties(in);
  }

  private RecordForm<T> form(String name) {
    RecordForm<T> form = byName.get(name);
    if (form == null) {
      throw new WireException("the type '" + name + "' is not known; expected " + choices());
    }
    return form;
  }

  private String choices() {
    return "one of " + String.join(", ", byName.keySet());
  }

  @Override
  public T absent() {
    throw new WireException("is missing; expected " + choices());
  }
}

package io.jorch.cli.render;

import io.jorch.core.model.Id;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// JSON for users' scripts. Unlike on the wire, every field is there: what is absent is `null` or
/// empty, so that a script need not tell "no" from "never heard of".
public final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /// Indented by two spaces. Takes records and lists and maps of them.
  public static String pretty(Object value) {
    return written(true, out -> write(out, value));
  }

  /// In one line.
  public static String line(Object value) {
    return written(false, out -> write(out, value));
  }

  /// JSON that is there already, indented.
  public static String pretty(byte[] json) {
    return written(
        true,
        out -> {
          try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            while (in.nextToken() != null) out.copyCurrentEventExact(in);
          }
        });
  }

  private static String written(boolean indented, Consumer<JsonGenerator> writer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(context(indented), text)) {
      writer.accept(out);
    }
    return text.toString();
  }

  private static ObjectWriteContext context(boolean indented) {
    if (!indented) return ObjectWriteContext.empty();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    PrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return new ObjectWriteContext.Base() {
      @Override
      public PrettyPrinter getPrettyPrinter() {
        return printer;
      }

      @Override
      public boolean hasPrettyPrinter() {
        return true;
      }
    };
  }

  /// Not pattern switches, here and below: linking one at run time takes longer than the writing.
  private static void write(JsonGenerator out, @Nullable Object value) {
    if (value instanceof Id id) out.writeString(id.value());
    else if (value instanceof Record record) writeRecord(out, record);
    else if (value instanceof Map<?, ?> map) writeMap(out, map);
    else if (value instanceof Collection<?> items) writeItems(out, items);
    else if (value instanceof Optional<?> perhaps) write(out, perhaps.orElse(null));
    else if (value instanceof OptionalInt perhaps)
      write(out, perhaps.isPresent() ? perhaps.getAsInt() : null);
    else if (value instanceof OptionalLong perhaps)
      write(out, perhaps.isPresent() ? perhaps.getAsLong() : null);
    else writeScalar(out, value);
  }

  private static void writeScalar(JsonGenerator out, @Nullable Object value) {
    if (value == null) out.writeNull();
    else if (value instanceof Enum<?> constant)
      out.writeString(constant.name().toLowerCase(Locale.ROOT));
    else if (value instanceof Boolean flag) out.writeBoolean(flag);
    else if (value instanceof Integer number) out.writeNumber(number);
    else if (value instanceof Long number) out.writeNumber(number);
    else if (value instanceof Double number) out.writeNumber(number);
    else out.writeString(value.toString());
  }

  private static void writeItems(JsonGenerator out, Collection<?> items) {
    out.writeStartArray();
    items.forEach(item -> write(out, item));
    out.writeEndArray();
  }

  private static void writeMap(JsonGenerator out, Map<?, ?> map) {
    out.writeStartObject();
    map.forEach(
        (key, value) -> {
          out.writeName(key instanceof Id id ? id.value() : String.valueOf(key));
          write(out, value);
        });
    out.writeEndObject();
  }

  private static void writeRecord(JsonGenerator out, Record record) {
    out.writeStartObject();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      out.writeName(component.getName());
      write(out, held(record, component));
    }
    out.writeEndObject();
  }

  private static @Nullable Object held(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessor failed: " + component, e);
    }
  }
}

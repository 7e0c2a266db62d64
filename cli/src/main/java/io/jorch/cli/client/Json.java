package io.jorch.cli.client;

import io.jorch.core.api.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON to records and back, and to text that people can read.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  public static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  public static <T> List<T> list(byte[] json, Class<T> element) {
    return MAPPER.readerForListOf(element).readValue(json);
  }

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// Indented, one field a line, in the order given.
  public static String pretty(byte[] json) {
    JsonNode tree = MAPPER.readTree(json);
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree);
  }

  public static String pretty(Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /// In one line.
  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static String text(Map<?, ?> object, String field) {
    Object value = object.get(field);
    return value == null ? "" : value.toString();
  }

  /// The sentence in a `Failure`, or the text itself when it is none.
  static String failure(String json) {
    try {
      return read(json.getBytes(StandardCharsets.UTF_8), Failure.class).error();
    } catch (JacksonException e) {
      return json;
    }
  }
}

package io.jorch.core.wire;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Records to JSON and back. Identifiers are bare text, also as keys; enums lower case; times RFC
/// 3339 and durations ISO 8601; a sealed choice carries `type`; what is empty is left out, and what
/// is absent on reading takes its empty value (0, false, empty text, nothing).
///
/// Jackson's databind would do most of this, but takes half a second of a cold start; its streaming
/// core takes a fraction, which the command line pays at each call.
public final class Wire {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final JsonFactory JSON = new JsonFactory();
  private static final Forms FORMS = new Forms();
  private static final AnyForm ANY = new AnyForm(FORMS::of);

  private Wire() {}

  public static <T> byte[] bytes(Class<T> type, T value) {
    return written(form(type), value);
  }

  public static <T> String text(Class<T> type, T value) {
    return new String(bytes(type, value), StandardCharsets.UTF_8);
  }

  public static <T> byte[] listBytes(Class<T> type, List<T> values) {
    return written(new ContainerForms.Items<>(form(type)), values);
  }

  /// Anything made of records, maps, lists and plain values.
  public static byte[] anyBytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      ANY.write(out, value);
    }
    return bytes.toByteArray();
  }

  /// Reads one value.
  ///
  /// @throws WireException when the bytes are not JSON, or not of this type
  public static <T> T read(Class<T> type, byte[] json) {
    return read(form(type), type.getSimpleName(), json);
  }

  public static <T> T read(Class<T> type, String json) {
    return read(type, json.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads an array of values.
  ///
  /// @throws WireException when the bytes are not JSON, or not a list of this type
  public static <T> List<T> readList(Class<T> type, byte[] json) {
    return read(new ContainerForms.Items<>(form(type)), "list of " + type.getSimpleName(), json);
  }

  /// Writes a value of a type that is only known at run time, such as a method's result.
  ///
  /// @throws IllegalArgumentException when the type has no form
  @SuppressWarnings("unchecked") // the caller vouches for the value
  public static byte[] bytesOf(Type type, Object value) {
    return written((Form<Object>) FORMS.of(type), value);
  }

  /// Reads a value of a type that is only known at run time.
  ///
  /// @throws WireException when the bytes are not JSON, or not of this type
  public static Object readAs(Type type, byte[] json) {
    Form<?> form = FORMS.of(type);
    if (Arrays.equals(json, NULL)) return form.absent();
    return read(form, type.getTypeName(), json);
  }

  /// Makes sure that a type has a form.
  ///
  /// @throws IllegalArgumentException when it has none, naming the part of it that has not
  public static void check(Type type) {
    FORMS.of(type);
  }

  @SuppressWarnings("unchecked") // a type's form is made from the type
  private static <T> Form<T> form(Class<T> type) {
    return (Form<T>) FORMS.of(type);
  }

  static <T> byte[] written(Form<T> form, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      form.write(out, value);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(Form<T> form, String what, byte[] json) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() == null) {
        throw new WireException("there is nothing to read");
      }
      T value = form.read(in);
      if (in.nextToken() != null) {
        throw new WireException("something follows its end");
      }
      return value;
    } catch (WireException e) {
      throw failed(what, e.getMessage(), e);
    } catch (Place.Located e) {
      throw failed(
          what, e.place.replaceFirst("^\\.", "") + ": " + e.problem.getMessage(), e.problem);
    } catch (JacksonException e) {
      String where =
          "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw failed(what, where + ": " + e.getOriginalMessage(), e);
    }
  }

  private static WireException failed(String what, String reason, RuntimeException cause) {
    return new WireException("cannot read JSON as " + what + ": " + reason, cause);
  }
}

package io.jorch.core.model;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The hash that decides whether running tasks are replaced, so it must not change by itself: not
/// with the order of maps and sets, and not with a newer jorch.
///
/// The canonical form has each record component by name, in the order of names, and leaves out
/// what is empty, `false`, 0 or an empty text. So a field added to `TaskSpec` (or to a record
/// in it) leaves old hashes alone as long as its value in old specifications is one of those.
/// Renaming a component changes every hash: don't. Texts carry their length, so that no two
/// values share a form.
public final class TaskSpecHash {
  private TaskSpecHash() {}

  /// SHA-256 of the canonical form.
  public static SpecHash of(TaskSpec spec) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(canonical(spec).getBytes(StandardCharsets.UTF_8));
      return new SpecHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /// Empty for what is left out.
  static String canonical(Object value) {
    return switch (value) {
      case Id id -> text(id.value());
      case String text -> text(text);
      case Boolean flag -> flag ? "true" : "";
      case Integer number -> number == 0 ? "" : number.toString();
      case Long number -> number == 0 ? "" : number.toString();
      case Enum<?> constant -> constant.name();
      case java.time.Duration duration -> duration.toString();
      // Present is told from absent, even when what is present is empty: it clears the image's.
      case Optional<?> optional -> optional.map(v -> "some(" + canonical(v) + ")").orElse("");
      case OptionalInt optional -> optional.isPresent() ? "some(" + optional.getAsInt() + ")" : "";
      case OptionalLong optional ->
          optional.isPresent() ? "some(" + optional.getAsLong() + ")" : "";
      case Map<?, ?> map -> map(map);
      case Set<?> set -> list(set, true);
      case Collection<?> list -> list(list, false);
      case Record record -> record(record);
      default -> throw new IllegalArgumentException("no canonical form of " + value.getClass());
    };
  }

  private static String text(String text) {
    return text.isEmpty() ? "" : text.length() + ":" + text;
  }

  private static String list(Collection<?> items, boolean sorted) {
    if (items.isEmpty()) return "";
    List<String> forms = new ArrayList<>();
    for (Object item : items) forms.add(canonical(item));
    if (sorted) forms.sort(Comparator.naturalOrder());
    return "[" + String.join(",", forms) + "]";
  }

  private static String map(Map<?, ?> map) {
    if (map.isEmpty()) return "";
    List<String> forms = new ArrayList<>();
    for (var e : map.entrySet()) forms.add(canonical(e.getKey()) + "=" + canonical(e.getValue()));
    forms.sort(Comparator.naturalOrder());
    return "{" + String.join(",", forms) + "}";
  }

  private static String record(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Arrays.sort(components, Comparator.comparing(RecordComponent::getName));
    StringBuilder form = new StringBuilder();
    for (RecordComponent component : components) {
      String value = canonical(read(component, record));
      if (!value.isEmpty()) form.append(component.getName()).append('=').append(value).append(';');
    }
    // Alternatives of a sealed interface are told apart by their names.
    boolean alternative = record.getClass().getInterfaces().length > 0;
    if (alternative) return record.getClass().getSimpleName() + "(" + form + ")";
    return form.isEmpty() ? "" : "(" + form + ")";
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}

package io.jorch.manager.plan;

import io.jorch.core.api.DiffView;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.Id;
import io.jorch.core.model.TaskSpec;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Which keys differ between two values of one record type, and how, in the words of a compose
/// file. Goes down into records and maps, so that one changed variable is one line.
final class KeyChanges {
  private final List<DiffView.Key> found = new ArrayList<>();

  private KeyChanges() {}

  static List<DiffView.Key> between(Record from, Record to) {
    KeyChanges changes = new KeyChanges();
    changes.records("", from, to);
    return List.copyOf(changes.found);
  }

  private void records(String path, Record from, Record to) {
    for (RecordComponent component : from.getClass().getRecordComponents()) {
      if (component.getName().equals("build")) continue; // what was built is in the image's id
      Object before = Differences.value(component, from);
      Object after = Differences.value(component, to);
      boolean apart =
          component.getType() == TaskSpec.class || component.getType() == Deployment.class;
      String name = Differences.word(component.getName(), after);
      compare(apart ? path : below(path, name), unwrapped(before), unwrapped(after));
    }
  }

  private void compare(String path, Object before, Object after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
      maps(path, a, b);
    } else if (deep(before) && deep(after) && before.getClass() == after.getClass()) {
      records(path, (Record) before, (Record) after);
    } else {
      found.add(new DiffView.Key(path, text(before), text(after)));
    }
  }

  private void maps(String path, Map<?, ?> before, Map<?, ?> after) {
    Set<Object> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (Object key : keys) {
      compare(below(path, key.toString()), present(before, key), present(after, key));
    }
  }

  private static Object present(Map<?, ?> map, Object key) {
    Object value = map.get(key);
    return value == null ? "" : value;
  }

  private static boolean deep(Object value) {
    return value instanceof Record && !(value instanceof Id);
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Object unwrapped(Object value) {
    return switch (value) {
      case Optional<?> optional when optional.isPresent() -> optional.get();
      case Optional<?> _ -> "";
      case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : "";
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : "";
      default -> value;
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case Duration duration ->
          duration.toString().substring(2).toLowerCase(Locale.ROOT); // PT1M5S becomes 1m5s
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Collection<?> items ->
          items.stream().map(KeyChanges::text).collect(Collectors.joining(" "));
      default -> value.toString();
    };
  }
}

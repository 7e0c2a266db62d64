package io.jorch.core.model;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A task, which is one container: 32 hexadecimal digits, of which people see the first twelve.
public record TaskId(String value) implements Id, Comparable<TaskId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public TaskId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "task id '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  public static TaskId random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new TaskId(HexFormat.of().formatHex(bytes));
  }

  /// The first twelve digits, as tables show them.
  public String shortForm() {
    return value.substring(0, 12);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

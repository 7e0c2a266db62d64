package io.jorch.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A volume's full name in the cluster: `<stack>_<key>`, or as the file names it.
public record VolumeName(String value) implements Id, Comparable<VolumeName> {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  public VolumeName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "volume name '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VolumeName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(VolumeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

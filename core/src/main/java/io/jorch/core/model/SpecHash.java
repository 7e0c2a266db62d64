package io.jorch.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// SHA-256 of a task specification's canonical form: equal hashes mean a task need not be replaced.
public record SpecHash(String value) implements Id, Comparable<SpecHash> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public SpecHash {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "specification hash '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpecHash that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(SpecHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

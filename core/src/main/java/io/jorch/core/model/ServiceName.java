package io.jorch.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a service within its stack.
public record ServiceName(String value) implements Id, Comparable<ServiceName> {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  public ServiceName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "service name '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServiceName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

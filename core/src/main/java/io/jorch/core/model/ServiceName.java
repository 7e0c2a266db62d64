package io.jorch.core.model;

import java.util.regex.Pattern;

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
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.jorch.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A network's full name in the cluster: `<stack>_<key>`, or as the file names it.
public record NetworkName(String value) implements Id, Comparable<NetworkName> {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  public NetworkName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "network name '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NetworkName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(NetworkName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.jorch.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A node of the cluster, chosen at random when its state directory is first made.
public record NodeId(String value) implements Id, Comparable<NodeId> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]{12,32}");

  public NodeId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "node id '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.jorch.manager.store;

/// What an object is called: its kind, such as `stack`, and a name unique within the kind.
/// Ordered by kind, then by name.
public record Key(String kind, String name) implements Comparable<Key> {
  public Key {
    if (kind.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException(
          "a key needs a kind and a name, but got '" + kind + "' and '" + name + "'");
    }
  }

  @Override
  public int compareTo(Key other) {
    int kinds = kind.compareTo(other.kind);
    return kinds != 0 ? kinds : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}

package io.jorch.manager.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable run of bytes: the store never looks inside.
public final class Blob {
  private final byte[] bytes;

  private Blob(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: the caller must not change it any more.
  public static Blob of(byte[] bytes) {
    return new Blob(bytes);
  }

  public static Blob of(String text) {
    return new Blob(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return bytes.length;
  }

  /// The bytes themselves, uncopied: read only.
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The bytes read as UTF-8, for people.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package io.jorch.manager.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IPv4 prefix.
///
/// @param first address as an unsigned 32-bit number
/// @param length in bits, 0 to 32
record Prefix(long first, int length) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  Prefix {
    if (length < 0 || length > 32 || first < 0 || first > 0xffff_ffffL) {
      throw new IllegalArgumentException("not an IPv4 prefix: " + first + "/" + length);
    }
    first &= -(1L << (32 - length));
  }

  /// Reads `10.192.0.0/11`; bits behind the prefix are dropped.
  static Prefix parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an IPv4 prefix such as 10.192.0.0/20");
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(parts.group(i));
      if (octet > 255) {
        throw new IllegalArgumentException(
            "'" + text + "' is not an IPv4 prefix: " + octet + " is more than 255");
      }
      address = address << 8 | octet;
    }
    return new Prefix(address, Integer.parseInt(parts.group(5)));
  }

  long last() {
    return first + (1L << (32 - length)) - 1;
  }

  /// Whether it is a part of the address space and not, as a default route is, all of it.
  boolean confined() {
    return length > 0;
  }

  boolean overlaps(Prefix other) {
    return first <= other.last() && other.first <= last();
  }

  @Override
  public String toString() {
    return (first >> 24)
        + "."
        + (first >> 16 & 255)
        + "."
        + (first >> 8 & 255)
        + "."
        + (first & 255)
        + "/"
        + length;
  }
}

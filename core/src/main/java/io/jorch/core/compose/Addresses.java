package io.jorch.core.compose;

import java.net.InetAddress;

/// Recognises addresses without ever asking a resolver.
final class Addresses {
  private Addresses() {}

  /// Four decimal numbers.
  static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) return false;
    for (String part : parts) {
      if (!isNumber(part, 3) || Integer.parseInt(part) > 255) return false;
    }
    return true;
  }

  static boolean isIpv6(String text) {
    if (text.indexOf(':') < 0 || text.indexOf('[') >= 0) return false;
    try {
      return InetAddress.ofLiteral(text).getAddress().length == 16 || text.startsWith("::ffff:");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isAddress(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  /// `10.1.0.0/16`, with no bit set beyond the prefix.
  static boolean isIpv4Prefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !isIpv4(text.substring(0, slash))) return false;
    String length = text.substring(slash + 1);
    if (!isNumber(length, 2) || Integer.parseInt(length) > 32) return false;
    return (toInt(text.substring(0, slash)) & hostMask(Integer.parseInt(length))) == 0;
  }

  /// Both must have been recognised by the methods above.
  static boolean within(String address, String prefix) {
    int slash = prefix.indexOf('/');
    int hosts = hostMask(Integer.parseInt(prefix.substring(slash + 1)));
    return (toInt(address) & ~hosts) == toInt(prefix.substring(0, slash));
  }

  private static int hostMask(int length) {
    return length == 0 ? -1 : length == 32 ? 0 : -1 >>> length;
  }

  private static int toInt(String ipv4) {
    int value = 0;
    for (String part : ipv4.split("\\.", -1)) value = value << 8 | Integer.parseInt(part);
    return value;
  }

  private static boolean isNumber(String text, int digits) {
    if (text.isEmpty() || text.length() > digits) return false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
    }
    return true;
  }
}

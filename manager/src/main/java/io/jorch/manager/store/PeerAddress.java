package io.jorch.manager.store;

/// Where a member of the store listens or is reached, such as `10.0.0.1:7438`.
///
/// @param host an IP address or a name; an IPv6 address without brackets
/// @param port from 1 to 65535
public record PeerAddress(String host, int port) {
  public PeerAddress {
    if (host.isBlank() || host.contains("[") || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "'" + host + "' with port " + port + " is no address: it needs a host and 1 to 65535");
    }
  }

  /// Reads `HOST:PORT`, or `[HOST]:PORT` where the host is an IPv6 address.
  public static PeerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(0, colon));
      String bare = host.startsWith("[") && host.endsWith("]") ? inner(host) : host;
      return new PeerAddress(bare, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no address: it must be HOST:PORT", e);
    }
  }

  private static String inner(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

package io.jorch.agent.linux.net;

import java.util.HexFormat;

/// A 48-bit hardware address, unicast.
public record Mac(long bits) {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  public Mac {
    if (bits >>> 48 != 0) throw new IllegalArgumentException("a MAC address has 48 bits");
    if ((bits >>> 40 & 1) != 0)
      throw new IllegalArgumentException("a multicast address cannot be an interface's own");
  }

  /// Reads `02:42:ac:11:00:02`.
  public static Mac parse(String text) {
    if (!text.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a MAC address such as 02:42:ac:11:00:02");
    }
    return new Mac(Long.parseLong(text.replace(":", ""), 16));
  }

  /// Locally administered, derived from the IP address: a reused address keeps its MAC, so no
  /// neighbour holds a stale entry for it.
  public static Mac of(Ipv4 address) {
    return new Mac(0x026aL << 32 | Integer.toUnsignedLong(address.bits()));
  }

  public byte[] bytes() {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) bytes[i] = (byte) (bits >>> (40 - 8 * i));
    return bytes;
  }

  @Override
  public String toString() {
    return COLONS.formatHex(bytes());
  }
}

package io.jorch.agent.linux.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IPv4 address as its 32 bits in network order; ordered as unsigned numbers.
public record Ipv4(int bits) implements Comparable<Ipv4> {
  public static final Ipv4 ANY = new Ipv4(0);
  public static final Ipv4 LOOPBACK = new Ipv4(0x7f000001);

  /// Reads `a.b.c.d`; no names, no short forms.
  public static Ipv4 parse(String text) {
    String[] parts = text.split("\\.", -1);
    int bits = 0;
    for (String part : parts) bits = bits << 8 | octet(text, part);
    if (parts.length != 4) throw notAnAddress(text);
    return new Ipv4(bits);
  }

  private static int octet(String text, String part) {
    boolean digits =
        !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || Integer.parseInt(part) > 255) throw notAnAddress(text);
    return Integer.parseInt(part);
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException("'" + text + "' is not an IPv4 address such as 10.0.0.1");
  }

  public static Ipv4 of(Inet4Address address) {
    return of(address.getAddress());
  }

  /// From four bytes in network order.
  public static Ipv4 of(byte[] bytes) {
    if (bytes.length != 4)
      throw new IllegalArgumentException("an IPv4 address has 4 bytes, not " + bytes.length);
    return new Ipv4(ByteBuffer.wrap(bytes).getInt());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(4).putInt(bits).array();
  }

  public InetAddress inet() {
    try {
      return InetAddress.getByAddress(bytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  public Ipv4 plus(long offset) {
    return new Ipv4((int) (bits + offset));
  }

  public boolean isLoopback() {
    return bits >>> 24 == 127;
  }

  @Override
  public int compareTo(Ipv4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}

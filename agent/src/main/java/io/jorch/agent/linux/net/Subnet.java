package io.jorch.agent.linux.net;

/// An IPv4 network: base address (host bits zero) and prefix length.
public record Subnet(Ipv4 base, int prefix) {
  public Subnet {
    if (prefix < 0 || prefix > 32)
      throw new IllegalArgumentException("prefix length " + prefix + " is not in 0..32");
    if ((base.bits() & ~mask(prefix)) != 0) {
      throw new IllegalArgumentException(base + "/" + prefix + " has bits set outside its prefix");
    }
  }

  /// Reads `10.1.0.0/24`.
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException("'" + text + "' is not a subnet such as 10.1.0.0/24");
    }
    return new Subnet(
        Ipv4.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /// The subnet of this size that holds the address.
  public static Subnet around(Ipv4 address, int prefix) {
    return new Subnet(new Ipv4(address.bits() & mask(prefix)), prefix);
  }

  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  public long size() {
    return 1L << (32 - prefix);
  }

  /// The first usable address.
  public Ipv4 gateway() {
    return base.plus(1);
  }

  public Ipv4 broadcast() {
    return base.plus(size() - 1);
  }

  public boolean contains(Ipv4 address) {
    return (address.bits() & mask(prefix)) == base.bits();
  }

  public boolean overlaps(Subnet other) {
    return contains(other.base) || other.contains(base);
  }

  @Override
  public String toString() {
    return base + "/" + prefix;
  }
}

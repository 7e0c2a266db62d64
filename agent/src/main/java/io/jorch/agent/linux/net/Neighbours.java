package io.jorch.agent.linux.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Requests about what a VXLAN device knows (rtnetlink(7), linux/neighbour.h): behind which machine
/// a hardware address is, and which hardware address belongs to an IP address. Both without end:
/// the kernel does not count them against the limits of its neighbour table.
public final class Neighbours {
  private static final int NEW = 28;
  private static final int DELETE = 29;
  private static final int GET = 30;
  private static final int INET = 2;
  private static final int BRIDGE = 7;
  private static final int DESTINATION = 1;
  private static final int HARDWARE = 2;
  private static final int PERMANENT = 0x80;
  private static final int SELF = 2;

  private Neighbours() {}

  /// Frames for the hardware address go to the machine; replaces where they went before.
  public static NetlinkRequest forward(int link, Mac mac, Ipv4 machine) {
    return message(NEW, MessageWriter.CREATE | MessageWriter.REPLACE, BRIDGE, link, SELF)
        .attribute(HARDWARE, mac.bytes())
        .attribute(DESTINATION, machine.bytes())
        .request("send " + mac + " by link " + link + " to " + machine);
  }

  public static NetlinkRequest stopForwarding(int link, Mac mac) {
    return message(DELETE, 0, BRIDGE, link, SELF)
        .attribute(HARDWARE, mac.bytes())
        .request("forget the way of " + mac + " by link " + link);
  }

  public static NetlinkRequest resolve(int link, Ipv4 address, Mac mac) {
    return message(NEW, MessageWriter.CREATE | MessageWriter.REPLACE, INET, link, 0)
        .attribute(DESTINATION, address.bytes())
        .attribute(HARDWARE, mac.bytes())
        .request("name " + mac + " for " + address + " on link " + link);
  }

  public static NetlinkRequest stopResolving(int link, Ipv4 address) {
    return message(DELETE, 0, INET, link, 0)
        .attribute(DESTINATION, address.bytes())
        .request("name nothing for " + address + " on link " + link);
  }

  private static MessageWriter message(int type, int flags, int family, int link, int ofEntry) {
    return new MessageWriter(type, flags)
        .u8(family)
        .u8(0)
        .u16(0)
        .u32(link)
        .u16(PERMANENT)
        .u8(ofEntry)
        .u8(0);
  }

  /// Where the device sends each hardware address it was told of.
  public static Map<Mac, Ipv4> forwarded(NetlinkSocket route, int link) throws IOException {
    Map<Mac, Ipv4> found = new HashMap<>();
    for (ByteBuffer entry : route.ask(dump(BRIDGE))) {
      if (!isOf(entry, link)) continue;
      Attributes a = new Attributes(entry.duplicate().position(12));
      Optional<Ipv4> machine = a.address(DESTINATION);
      mac(a).ifPresent(mac -> machine.ifPresent(at -> found.put(mac, at)));
    }
    return found;
  }

  /// The lasting hardware address of each IP address on the link.
  public static Map<Ipv4, Mac> resolved(NetlinkSocket route, int link) throws IOException {
    Map<Ipv4, Mac> found = new HashMap<>();
    for (ByteBuffer entry : route.ask(dump(INET))) {
      if (!isOf(entry, link)) continue;
      Attributes a = new Attributes(entry.duplicate().position(12));
      Optional<Ipv4> address = a.address(DESTINATION);
      mac(a).ifPresent(mac -> address.ifPresent(of -> found.put(of, mac)));
    }
    return found;
  }

  private static boolean isOf(ByteBuffer entry, int link) {
    ByteBuffer b = entry.duplicate().order(ByteOrder.nativeOrder());
    return b.getInt(4) == link && (b.getShort(8) & PERMANENT) != 0;
  }

  private static Optional<Mac> mac(Attributes a) {
    return a.bytes(HARDWARE)
        .filter(b -> b.remaining() == 6 && (b.get(b.position()) & 1) == 0)
        .map(
            b -> {
              long bits = 0;
              while (b.hasRemaining()) bits = bits << 8 | (b.get() & 255);
              return new Mac(bits);
            });
  }

  private static NetlinkRequest dump(int family) {
    return new MessageWriter(GET, MessageWriter.DUMP)
        .u8(family)
        .u8(0)
        .u16(0)
        .u32(0)
        .u16(0)
        .u8(0)
        .u8(0)
        .request("list neighbours");
  }
}

package io.jorch.agent.linux.net;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// Requests about VXLAN devices (linux/if_link.h, RFC 7348). They learn nothing: where a hardware
/// address is, [Neighbours] tells them. They answer questions for the hardware address of an IP
/// address (ARP) from what they were told as well, so that none leaves the machine.
public final class Vxlan {
  public static final int PORT = 4789;

  /// What the outer headers take of each packet: Ethernet 14, IPv4 20, UDP 8, VXLAN 8 bytes.
  public static final int OVERHEAD = 50;

  private static final int INFO_DATA = 2;
  private static final int ID = 1;
  private static final int LOCAL = 4;
  private static final int LEARNING = 7;
  private static final int PROXY = 11;
  private static final int DESTINATION_PORT = 15;

  private Vxlan() {}

  /// What cannot be changed of a device while it exists.
  ///
  /// @param local address that its packets come from
  public record Identity(int vni, Ipv4 local) {}

  /// A device that is there; `master` is the index of its bridge or 0.
  public record Device(int index, Optional<Identity> identity, int master) {}

  /// A device that is up and a port of the bridge.
  public static NetlinkRequest create(String name, Identity identity, int bridgeIndex, int mtu) {
    return new MessageWriter(Links.NEW, MessageWriter.CREATE | MessageWriter.EXCLUSIVE)
        .u8(0)
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(Links.UP)
        .u32(Links.UP)
        .text(Links.NAME, name)
        .number(Links.MTU, mtu)
        .number(Links.MASTER, bridgeIndex)
        .nest(
            Links.INFO,
            info ->
                info.text(Links.INFO_KIND, "vxlan").nest(INFO_DATA, data -> write(data, identity)))
        .request("create VXLAN device " + name + " with number " + identity.vni());
  }

  private static void write(MessageWriter data, Identity identity) {
    data.number(ID, identity.vni())
        .attribute(LOCAL, identity.local().bytes())
        .attribute(LEARNING, (byte) 0)
        .attribute(PROXY, (byte) 1)
        .attribute(DESTINATION_PORT, (byte) (PORT >>> 8), (byte) PORT);
  }

  /// The device of that name; empty when there is no such link.
  public static Optional<Device> find(NetlinkSocket route, String name) throws IOException {
    try {
      List<ByteBuffer> answers = route.ask(Links.get(name));
      return answers.stream().map(Vxlan::read).findFirst();
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENODEV) return Optional.empty();
      throw e;
    }
  }

  private static Device read(ByteBuffer payload) {
    ByteBuffer b = payload.duplicate().order(ByteOrder.nativeOrder());
    Attributes link = new Attributes(b.duplicate().position(16));
    Optional<Attributes> data = link.nested(Links.INFO).flatMap(info -> info.nested(INFO_DATA));
    Optional<Identity> identity =
        data.flatMap(
            d -> d.number(ID).flatMap(vni -> d.address(LOCAL).map(at -> new Identity(vni, at))));
    return new Device(b.getInt(4), identity, link.number(Links.MASTER).orElse(0));
  }
}

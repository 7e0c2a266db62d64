package io.jorch.agent.linux.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Requests about network interfaces (rtnetlink(7), linux/if_link.h). A link is named, not
/// numbered, where the kernel allows it, so that requests which depend on each other fit into one
/// batch.
public final class Links {
  static final int NEW = 16;
  static final int DELETE = 17;
  static final int GET = 18;
  static final int UP = 1;
  static final int ADDRESS = 1;
  static final int NAME = 3;
  static final int MTU = 4;
  static final int MASTER = 10;
  static final int INFO = 18;
  static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int INFO_SLAVE_KIND = 4;
  private static final int INFO_SLAVE_DATA = 5;
  private static final int PORT_HAIRPIN = 4;
  static final int ALIAS = 20;
  private static final int AF_SPEC = 26;
  private static final int GROUP = 27;
  private static final int NAMESPACE_FD = 28;
  private static final int EXTENT = 29;
  private static final int WITHOUT_STATISTICS = 8;
  private static final int VETH_PEER = 1;
  private static final int BRIDGE_FORWARD_DELAY = 1;
  private static final int BRIDGE_STP = 5;
  private static final int BRIDGE_MULTICAST_SNOOPING = 23;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int INET_CONF = 1;
  private static final int ROUTE_LOCALNET = 26;
  private static final int INET6_ADDRESS_MODE = 8;
  private static final byte MODE_NONE = 1;

  private Links() {}

  /// A bridge without spanning tree, forward delay or multicast snooping, down. The fixed MAC keeps
  /// it from taking over that of whatever port joins.
  public static NetlinkRequest bridge(String name, Mac mac, int mtu) {
    return create()
        .text(NAME, name)
        .attribute(ADDRESS, mac.bytes())
        .number(MTU, mtu)
        .nest(INFO, info -> info.text(INFO_KIND, "bridge").nest(INFO_DATA, Links::bridgeOptions))
        .request("create bridge " + name);
  }

  private static void bridgeOptions(MessageWriter data) {
    data.number(BRIDGE_FORWARD_DELAY, 0)
        .number(BRIDGE_STP, 0)
        .attribute(BRIDGE_MULTICAST_SNOOPING, (byte) 0);
  }

  /// One end of a veth pair and where it is.
  public record VethPeer(String name, Mac mac, NetNamespace namespace) {}

  /// A veth pair: this end up and a port of the bridge, the peer in its own namespace from the
  /// start, but down: the kernel refuses an open end before both are joined.
  public static NetlinkRequest veth(String name, int bridgeIndex, int mtu, VethPeer peer) {
    Consumer<MessageWriter> other =
        p ->
            p.u8(0)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(0)
                .u32(0)
                .text(NAME, peer.name())
                .attribute(ADDRESS, peer.mac().bytes())
                .number(MTU, mtu)
                .number(NAMESPACE_FD, peer.namespace().fd());
    return header(new MessageWriter(NEW, MessageWriter.CREATE | MessageWriter.EXCLUSIVE), UP, UP)
        .text(NAME, name)
        .number(MTU, mtu)
        .number(MASTER, bridgeIndex)
        .nest(
            INFO,
            info ->
                info.text(INFO_KIND, "veth").nest(INFO_DATA, data -> data.nest(VETH_PEER, other)))
        .request("create veth pair " + name + " with " + peer.name() + " in the container");
  }

  /// Names the owner in the alias, keeps the kernel from giving the bridge an IPv6 link-local
  /// address, and lets packets with addresses of 127.0.0.0/8 pass, which publishing on 127.0.0.1
  /// needs.
  public static NetlinkRequest describeBridge(String name, String alias) {
    return change(0, 0)
        .text(NAME, name)
        .text(ALIAS, alias)
        .nest(
            AF_SPEC,
            spec -> {
              spec.nest(INET, inet -> inet.nest(INET_CONF, conf -> conf.number(ROUTE_LOCALNET, 1)));
              noLinkLocal(spec);
            })
        .request("describe bridge " + name);
  }

  /// The same for a bridge's port, without the loopback addresses. `hairpin` lets the port send a
  /// packet back to where it came from.
  public static NetlinkRequest describePort(String name, String alias, boolean hairpin) {
    byte mode = (byte) (hairpin ? 1 : 0);
    return change(0, 0)
        .text(NAME, name)
        .text(ALIAS, alias)
        .nest(
            INFO,
            info ->
                info.text(INFO_SLAVE_KIND, "bridge")
                    .nest(INFO_SLAVE_DATA, port -> port.attribute(PORT_HAIRPIN, mode)))
        .nest(AF_SPEC, Links::noLinkLocal)
        .request("describe link " + name);
  }

  private static void noLinkLocal(MessageWriter spec) {
    spec.nest(INET6, inet6 -> inet6.attribute(INET6_ADDRESS_MODE, MODE_NONE));
  }

  public static NetlinkRequest up(String name) {
    return change(UP, UP).text(NAME, name).request("bring up link " + name);
  }

  /// Largest packet in bytes.
  public static NetlinkRequest mtu(String name, int bytes) {
    return change(0, 0)
        .text(NAME, name)
        .number(MTU, bytes)
        .request("give link " + name + " an MTU of " + bytes);
  }

  public static NetlinkRequest delete(String name) {
    return header(new MessageWriter(DELETE, 0), 0, 0)
        .text(NAME, name)
        .request("delete link " + name);
  }

  /// Puts the link into a group, for [#deleteGroup].
  public static NetlinkRequest group(String name, int group) {
    return change(0, 0)
        .text(NAME, name)
        .number(GROUP, group)
        .request("put link " + name + " into group " + group);
  }

  /// Deletes all links of the group at once: the kernel then waits for its readers once, not once
  /// for each link.
  public static NetlinkRequest deleteGroup(int group) {
    return header(new MessageWriter(DELETE, 0), 0, 0)
        .number(GROUP, group)
        .request("delete the links of group " + group);
  }

  public static NetlinkRequest get(String name) {
    return header(new MessageWriter(GET, 0), 0, 0)
        .text(NAME, name)
        .number(EXTENT, WITHOUT_STATISTICS)
        .request("look up link " + name);
  }

  static NetlinkRequest dump() {
    return header(new MessageWriter(GET, MessageWriter.DUMP), 0, 0).request("list links");
  }

  private static MessageWriter create() {
    return header(new MessageWriter(NEW, MessageWriter.CREATE | MessageWriter.EXCLUSIVE), 0, 0);
  }

  private static MessageWriter change(int flags, int mask) {
    return header(new MessageWriter(NEW, 0), flags, mask);
  }

  private static MessageWriter header(MessageWriter message, int flags, int mask) {
    return message.u8(0).u8(0).u16(0).u32(0).u32(flags).u32(mask);
  }

  /// What the kernel says of a link: `master` is the index of its bridge or 0.
  public record Link(
      int index, String name, String alias, String kind, int master, int mtu, boolean up) {}

  public static List<Link> list(NetlinkSocket socket) throws IOException {
    return socket.ask(dump()).stream().map(Links::read).toList();
  }

  /// The link of that name; throws ENODEV when there is none.
  public static Link find(NetlinkSocket socket, String name) throws IOException {
    return socket.ask(get(name)).stream()
        .map(Links::read)
        .findFirst()
        .orElseThrow(() -> new IOException("look up link " + name + ": the kernel gave no answer"));
  }

  static Link read(ByteBuffer payload) {
    ByteBuffer b = payload.duplicate().order(ByteOrder.nativeOrder());
    Attributes a = new Attributes(b.duplicate().position(16));
    Optional<Attributes> info = a.nested(INFO);
    return new Link(
        b.getInt(4),
        a.text(NAME).orElse(""),
        a.text(ALIAS).orElse(""),
        info.flatMap(i -> i.text(INFO_KIND)).orElse(""),
        a.number(MASTER).orElse(0),
        a.number(MTU).orElse(0),
        (b.getInt(8) & UP) != 0);
  }
}

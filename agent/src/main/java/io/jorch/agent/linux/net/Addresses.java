package io.jorch.agent.linux.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Requests about addresses and routes (rtnetlink(7)).
public final class Addresses {
  private static final int NEW_ADDRESS = 20;
  private static final int GET_ADDRESS = 22;
  private static final int NEW_ROUTE = 24;
  private static final int GET_ROUTE = 26;
  private static final int INET = 2;
  private static final int ADDRESS = 1;
  private static final int LOCAL = 2;
  private static final int BROADCAST = 4;
  private static final int ROUTE_DESTINATION = 1;
  private static final int ROUTE_INTERFACE = 4;
  private static final int ROUTE_GATEWAY = 5;
  private static final int TABLE_MAIN = 254;
  private static final int PROTOCOL_BOOT = 3;
  private static final int SCOPE_UNIVERSE = 0;
  private static final int TYPE_UNICAST = 1;

  private Addresses() {}

  public static NetlinkRequest add(int link, Ipv4 address, Subnet subnet) {
    return new MessageWriter(NEW_ADDRESS, MessageWriter.CREATE | MessageWriter.REPLACE)
        .u8(INET)
        .u8(subnet.prefix())
        .u8(0)
        .u8(SCOPE_UNIVERSE)
        .u32(link)
        .attribute(LOCAL, address.bytes())
        .attribute(ADDRESS, address.bytes())
        .attribute(BROADCAST, subnet.broadcast().bytes())
        .request("add address " + address + "/" + subnet.prefix() + " to link " + link);
  }

  public static NetlinkRequest defaultRoute(int link, Ipv4 gateway) {
    return new MessageWriter(NEW_ROUTE, MessageWriter.CREATE | MessageWriter.REPLACE)
        .u8(INET)
        .u8(0)
        .u8(0)
        .u8(0)
        .u8(TABLE_MAIN)
        .u8(PROTOCOL_BOOT)
        .u8(SCOPE_UNIVERSE)
        .u8(TYPE_UNICAST)
        .u32(0)
        .attribute(ROUTE_GATEWAY, gateway.bytes())
        .number(ROUTE_INTERFACE, link)
        .request("add default route by " + gateway);
  }

  /// An address of a link of this namespace.
  public record Assigned(int link, Ipv4 address, int prefix) {}

  public static List<Assigned> list(NetlinkSocket socket) throws IOException {
    NetlinkRequest dump =
        new MessageWriter(GET_ADDRESS, MessageWriter.DUMP)
            .u8(INET)
            .u8(0)
            .u8(0)
            .u8(0)
            .u32(0)
            .request("list addresses");
    return socket.ask(dump).stream().map(Addresses::assigned).flatMap(Optional::stream).toList();
  }

  private static Optional<Assigned> assigned(ByteBuffer b) {
    int prefix = b.get(1) & 255;
    int link = b.getInt(4);
    return new Attributes(b.position(8)).address(LOCAL).map(a -> new Assigned(link, a, prefix));
  }

  /// The destinations of all IPv4 routes of this namespace but the default ones: what a new subnet
  /// must not overlap.
  public static List<Subnet> routed(NetlinkSocket socket) throws IOException {
    NetlinkRequest dump =
        new MessageWriter(GET_ROUTE, MessageWriter.DUMP)
            .u8(INET)
            .u8(0)
            .u8(0)
            .u8(0)
            .u8(0)
            .u8(0)
            .u8(0)
            .u8(0)
            .u32(0)
            .request("list routes");
    return socket.ask(dump).stream()
        .map(Addresses::destination)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<Subnet> destination(ByteBuffer b) {
    int prefix = b.get(1) & 255;
    boolean unicast = b.get(4 + 3) == TYPE_UNICAST;
    if (!unicast || prefix == 0) return Optional.empty();
    return new Attributes(b.position(12))
        .address(ROUTE_DESTINATION)
        .map(a -> Subnet.around(a, prefix));
  }
}

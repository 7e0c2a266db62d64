package io.jorch.agent.linux.net;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The kernel's table of connections (nfnetlink, linux/netfilter/nfnetlink_conntrack.h), IPv4.
public final class Conntrack {
  private static final int GET = 1 << 8 | 1;
  private static final int DELETE = 1 << 8 | 2;
  private static final int INET = 2;
  private static final int ORIGINAL = 1;
  private static final int REPLY = 2;
  private static final int ID = 12;
  private static final int TUPLE_ADDRESSES = 1;
  private static final int TUPLE_PROTOCOL = 2;
  private static final int SOURCE = 1;
  private static final int DESTINATION = 2;
  private static final int PROTOCOL_NUMBER = 1;
  private static final int SOURCE_PORT = 2;
  private static final int DESTINATION_PORT = 3;

  private Conntrack() {}

  /// One direction of a connection.
  public record Direction(Ipv4 source, int sourcePort, Ipv4 destination, int destinationPort) {}

  /// A connection as its first packet was sent, and as answers come: `reply.source` is who really
  /// answers.
  public record Flow(int protocol, Direction original, Direction reply) {}

  public static List<Flow> list(NetlinkSocket netfilter) throws IOException {
    List<Flow> flows = new ArrayList<>();
    for (ByteBuffer entry : netfilter.ask(dump())) flow(attributes(entry)).ifPresent(flows::add);
    return flows;
  }

  /// Makes the kernel forget the matching connections: the next packet of each is treated as a
  /// first one. Gives their number.
  public static int forget(NetlinkSocket netfilter, Predicate<Flow> which) throws IOException {
    int gone = 0;
    for (ByteBuffer entry : netfilter.ask(dump())) {
      Attributes attributes = attributes(entry);
      Optional<Flow> flow = flow(attributes).filter(which);
      if (flow.isPresent() && delete(netfilter, attributes, flow.get())) gone++;
    }
    return gone;
  }

  private static NetlinkRequest dump() {
    return new MessageWriter(GET, MessageWriter.DUMP)
        .u8(INET)
        .u8(0)
        .u16(0)
        .request("list connections");
  }

  private static Attributes attributes(ByteBuffer entry) {
    return new Attributes(entry.duplicate().position(4));
  }

  private static boolean delete(NetlinkSocket netfilter, Attributes entry, Flow flow)
      throws IOException {
    MessageWriter message = new MessageWriter(DELETE, 0).u8(INET).u8(0).u16(0);
    entry.bytes(ORIGINAL).ifPresent(tuple -> message.attribute(ORIGINAL | 0x8000, copy(tuple)));
    entry.bytes(ID).ifPresent(id -> message.attribute(ID, copy(id)));
    try {
      netfilter.run(message.request("forget connection " + flow));
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) return false;
      throw e;
    }
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Optional<Flow> flow(Attributes entry) {
    Optional<Attributes> original = entry.nested(ORIGINAL);
    int protocol =
        original
            .flatMap(t -> t.nested(TUPLE_PROTOCOL))
            .flatMap(p -> p.bytes(PROTOCOL_NUMBER))
            .map(b -> b.get() & 255)
            .orElse(0);
    return original
        .flatMap(Conntrack::direction)
        .flatMap(
            o ->
                entry
                    .nested(REPLY)
                    .flatMap(Conntrack::direction)
                    .map(r -> new Flow(protocol, o, r)));
  }

  private static Optional<Direction> direction(Attributes tuple) {
    Optional<Attributes> ports = tuple.nested(TUPLE_PROTOCOL);
    int from = ports.flatMap(p -> p.port(SOURCE_PORT)).orElse(0);
    int to = ports.flatMap(p -> p.port(DESTINATION_PORT)).orElse(0);
    return tuple
        .nested(TUPLE_ADDRESSES)
        .flatMap(
            a ->
                a.address(SOURCE)
                    .flatMap(s -> a.address(DESTINATION).map(d -> new Direction(s, from, d, to))));
  }
}

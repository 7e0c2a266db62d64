package io.jorch.agent.linux.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The attributes of a netlink message or of a nested attribute, by type. A type given twice keeps
/// the last.
final class Attributes {
  private static final int TYPE_MASK = 0x3fff;
  private final Map<Integer, ByteBuffer> byType = new HashMap<>();

  /// Reads from the buffer's position to its limit; a length that does not fit ends the reading.
  Attributes(ByteBuffer in) {
    ByteBuffer b = in.slice().order(ByteOrder.nativeOrder());
    while (b.remaining() >= 4) {
      int start = b.position();
      int length = Short.toUnsignedInt(b.getShort(start));
      if (length < 4 || length > b.remaining()) return;
      int type = b.getShort(start + 2) & TYPE_MASK;
      byType.put(type, b.slice(start + 4, length - 4).order(ByteOrder.nativeOrder()));
      b.position(Math.min(b.limit(), start + (length + 3 & ~3)));
    }
  }

  Optional<ByteBuffer> bytes(int type) {
    return Optional.ofNullable(byType.get(type))
        .map(b -> b.duplicate().order(ByteOrder.nativeOrder()));
  }

  Optional<Integer> number(int type) {
    return bytes(type).filter(b -> b.remaining() >= 4).map(ByteBuffer::getInt);
  }

  /// A 16-bit number in network order, as ports are.
  Optional<Integer> port(int type) {
    return bytes(type)
        .filter(b -> b.remaining() >= 2)
        .map(b -> Short.toUnsignedInt(b.order(ByteOrder.BIG_ENDIAN).getShort()));
  }

  Optional<Ipv4> address(int type) {
    return bytes(type)
        .filter(b -> b.remaining() == 4)
        .map(b -> new Ipv4(b.order(ByteOrder.BIG_ENDIAN).getInt()));
  }

  Optional<String> text(int type) {
    return bytes(type)
        .map(StandardCharsets.UTF_8::decode)
        .map(chars -> chars.toString().replace("\0", ""));
  }

  Optional<Attributes> nested(int type) {
    return bytes(type).map(Attributes::new);
  }
}

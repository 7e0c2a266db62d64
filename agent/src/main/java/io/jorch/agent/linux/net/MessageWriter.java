package io.jorch.agent.linux.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Writes one netlink message: header, fixed part, attributes aligned to four bytes (netlink(7)).
final class MessageWriter {
  static final int REQUEST = 0x1;
  static final int ACK = 0x4;
  static final int EXCLUSIVE = 0x200;
  static final int CREATE = 0x400;
  static final int REPLACE = 0x100;
  static final int DUMP = 0x300;
  private static final int NESTED = 0x8000;

  private final ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());

  MessageWriter(int type, int flags) {
    out.putInt(0).putShort((short) type).putShort((short) (flags | REQUEST)).putInt(0).putInt(0);
  }

  MessageWriter u8(int value) {
    out.put((byte) value);
    return this;
  }

  MessageWriter u16(int value) {
    out.putShort((short) value);
    return this;
  }

  MessageWriter u32(int value) {
    out.putInt(value);
    return this;
  }

  MessageWriter attribute(int type, byte... value) {
    out.putShort((short) (value.length + 4)).putShort((short) type).put(value);
    while (out.position() % 4 != 0) out.put((byte) 0);
    return this;
  }

  MessageWriter text(int type, String value) {
    return attribute(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
  }

  MessageWriter number(int type, int value) {
    out.putShort((short) 8).putShort((short) type).putInt(value);
    return this;
  }

  MessageWriter nest(int type, Consumer<MessageWriter> content) {
    int start = out.position();
    out.putShort((short) 0).putShort((short) (type | NESTED));
    content.accept(this);
    out.putShort(start, (short) (out.position() - start));
    return this;
  }

  NetlinkRequest request(String what) {
    out.putInt(0, out.position());
    byte[] message = new byte[out.position()];
    out.get(0, message);
    return new NetlinkRequest(what, message);
  }
}

package io.jorch.agent.network.dns;

import io.jorch.agent.linux.net.Ipv4;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the answers that this server gives itself (RFC 1035 section 4). Time to live is always 0:
/// a name's addresses change with its containers.
final class Answer {
  static final int OK = 0;
  static final int FORMAT_ERROR = 1;
  static final int SERVER_FAILURE = 2;
  static final int NO_SUCH_NAME = 3;
  static final int NOT_IMPLEMENTED = 4;
  static final int REFUSED = 5;
  private static final int RESPONSE = 0x8000;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int NAME_OF_QUESTION = 0xc000 | Query.HEADER;
  private static final int A_RECORD = 16;
  private static final int EDNS_RECORD = 11;
  private static final int OUR_UDP_SIZE = 1232;

  private Answer() {}

  /// No records, only a response code.
  static ByteBuffer empty(Query query, int code) {
    return finish(
        start(query, code, query.question().length + Query.HEADER + EDNS_RECORD), query, 0, false);
  }

  /// As many addresses as fit into `limit` bytes, marked truncated when that is not all.
  static ByteBuffer addresses(Query query, List<Ipv4> addresses, int limit) {
    int room = limit - Query.HEADER - query.question().length - EDNS_RECORD;
    int count = Math.min(addresses.size(), room / A_RECORD);
    ByteBuffer out = start(query, OK, limit);
    for (Ipv4 address : addresses.subList(0, count)) {
      record(out, Query.A).putShort((short) 4).putInt(address.bits());
    }
    return finish(out, query, count, count < addresses.size());
  }

  static ByteBuffer pointer(Query query, String name) {
    ByteBuffer out = start(query, OK, 1024);
    ByteBuffer data = record(out, Query.PTR);
    int lengthAt = data.position();
    data.putShort((short) 0);
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
      data.put((byte) bytes.length).put(bytes);
    }
    data.put((byte) 0).putShort(lengthAt, (short) (data.position() - lengthAt - 2));
    return finish(out, query, 1, false);
  }

  private static ByteBuffer record(ByteBuffer out, int type) {
    return out.putShort((short) NAME_OF_QUESTION)
        .putShort((short) type)
        .putShort((short) Query.IN)
        .putInt(0);
  }

  private static ByteBuffer start(Query query, int code, int size) {
    int flags =
        RESPONSE | AUTHORITATIVE | RECURSION_AVAILABLE | (query.flags() & RECURSION_DESIRED) | code;
    return ByteBuffer.allocate(size)
        .putShort((short) query.id())
        .putShort((short) flags)
        .putShort((short) 1)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .put(query.question());
  }

  private static ByteBuffer finish(ByteBuffer out, Query query, int answers, boolean truncated) {
    if (truncated) out.putShort(2, (short) (out.getShort(2) | TRUNCATED));
    out.putShort(6, (short) answers);
    if (query.hasEdns()) {
      out.put((byte) 0)
          .putShort((short) Query.OPT)
          .putShort((short) OUR_UDP_SIZE)
          .putInt(0)
          .putShort((short) 0);
      out.putShort(10, (short) 1);
    }
    return out.flip();
  }
}

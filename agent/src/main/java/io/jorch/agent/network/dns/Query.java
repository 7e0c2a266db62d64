package io.jorch.agent.network.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The header and the one question of a DNS message (RFC 1035 section 4). Written by hand because
/// no more than this is ever looked into: everything else of a message passes through as bytes.
/// (dnsjava would do, with half a megabyte and the classes of sixty record types.)
final class Query {
  static final int HEADER = 12;
  static final int A = 1;
  static final int PTR = 12;
  static final int AAAA = 28;
  static final int OPT = 41;
  static final int ANY = 255;
  static final int IN = 1;
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int TRUNCATED = 0x0200;
  private static final int LONGEST_NAME = 255;

  private final byte[] packet;
  private final String name;
  private final int questionEnd;

  private Query(byte[] packet, String name, int questionEnd) {
    this.packet = packet;
    this.name = name;
    this.questionEnd = questionEnd;
  }

  /// Reads a query or an answer; the question's name may not be compressed, there is nothing before
  /// it to point to.
  static Query read(ByteBuffer in) throws MalformedMessage {
    byte[] packet = new byte[in.remaining()];
    in.get(packet);
    if (packet.length < HEADER) throw new MalformedMessage("shorter than a header");
    if (u16(packet, 4) != 1) throw new MalformedMessage("not exactly one question");
    StringBuilder name = new StringBuilder();
    int at = name(packet, name);
    if (at + 4 > packet.length) throw new MalformedMessage("question cut off");
    return new Query(packet, name.toString().toLowerCase(Locale.ROOT), at + 4);
  }

  /// The answer to a question that cannot be read: FORMERR with nothing but the header, if that
  /// much came.
  static Optional<ByteBuffer> refusal(ByteBuffer in) {
    if (in.remaining() < HEADER || (in.getShort(2) & RESPONSE) != 0) return Optional.empty();
    return Optional.of(
        ByteBuffer.allocate(HEADER)
            .putShort(in.getShort(0))
            .putShort((short) (RESPONSE | Answer.FORMAT_ERROR))
            .rewind());
  }

  private static int name(byte[] packet, StringBuilder name) throws MalformedMessage {
    int at = HEADER;
    while (true) {
      if (at >= packet.length) throw new MalformedMessage("name cut off");
      int length = packet[at++] & 255;
      if (length == 0) return at;
      if (length > 63) throw new MalformedMessage("compressed or unknown label in the question");
      if (at + length > packet.length) throw new MalformedMessage("label cut off");
      if (!name.isEmpty()) name.append('.');
      name.append(new String(packet, at, length, StandardCharsets.ISO_8859_1));
      at += length;
      if (at - HEADER >= LONGEST_NAME) throw new MalformedMessage("name too long");
    }
  }

  private static int u16(byte[] packet, int at) {
    return (packet[at] & 255) << 8 | (packet[at + 1] & 255);
  }

  int id() {
    return u16(packet, 0);
  }

  int flags() {
    return u16(packet, 2);
  }

  boolean isResponse() {
    return (flags() & RESPONSE) != 0;
  }

  boolean isStandard() {
    return (flags() & OPCODE) == 0;
  }

  boolean isTruncated() {
    return (flags() & TRUNCATED) != 0;
  }

  int responseCode() {
    return flags() & 15;
  }

  /// In lower case, without the last dot; the root is empty.
  String name() {
    return name;
  }

  int type() {
    return u16(packet, questionEnd - 4);
  }

  int queryClass() {
    return u16(packet, questionEnd - 2);
  }

  byte[] question() {
    return Arrays.copyOfRange(packet, HEADER, questionEnd);
  }

  boolean sameQuestion(Query other) {
    return name.equals(other.name) && type() == other.type() && queryClass() == other.queryClass();
  }

  /// Whether it carries an EDNS record right behind the question (RFC 6891), where clients put it.
  boolean hasEdns() {
    boolean room = packet.length >= questionEnd + 11;
    return room
        && u16(packet, 6) == 0
        && u16(packet, 8) == 0
        && u16(packet, 10) > 0
        && packet[questionEnd] == 0
        && u16(packet, questionEnd + 1) == OPT;
  }

  /// The largest answer the client takes by UDP.
  int udpLimit() {
    return hasEdns() ? Math.clamp(u16(packet, questionEnd + 3), 512, 4096) : 512;
  }

  /// The message with another transaction id.
  ByteBuffer withId(int id) {
    byte[] copy = packet.clone();
    copy[0] = (byte) (id >> 8);
    copy[1] = (byte) id;
    return ByteBuffer.wrap(copy);
  }
}

package io.jorch.cli.names;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// Asks a container's name server for the IPv4 addresses of a name (RFC 1035, 4.1).
///
/// @param name of one label
record Question(String name) {
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.11", 53);
  private static final short RECURSION_DESIRED = 0x0100;
  private static final short ADDRESS = 1;
  private static final short INTERNET = 1;
  private static final int HEAD = 12;
  private static final int LONGEST = 4096;
  private static final int POINTER = 0xC0;

  /// @param id of this question; what answers another is passed over
  /// @throws IOException when no answer comes before the socket's patience ends
  Set<String> ask(DatagramSocket socket, short id) throws IOException {
    byte[] words = packet(id);
    socket.send(new DatagramPacket(words, words.length, SERVER));
    DatagramPacket answer = new DatagramPacket(new byte[LONGEST], LONGEST);
    while (true) {
      socket.receive(answer);
      ByteBuffer read = ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
      if (read.getShort(0) == id) return addresses(read);
    }
  }

  private byte[] packet(short id) {
    byte[] label = name.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer packet = ByteBuffer.allocate(HEAD + label.length + 6);
    packet.putShort(id).putShort(RECURSION_DESIRED).putShort((short) 1);
    packet.position(HEAD);
    packet.put((byte) label.length).put(label).put((byte) 0);
    return packet.putShort(ADDRESS).putShort(INTERNET).array();
  }

  private static Set<String> addresses(ByteBuffer answer) throws IOException {
    int questions = answer.getShort(4);
    int records = answer.getShort(6);
    answer.position(HEAD);
    for (int i = 0; i < questions; i++) {
      skipName(answer);
      answer.position(answer.position() + 4);
    }
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < records; i++) {
      skipName(answer);
      short type = answer.getShort();
      answer.position(answer.position() + 6);
      byte[] content = new byte[answer.getShort()];
      answer.get(content);
      if (type == ADDRESS) found.add(InetAddress.getByAddress(content).getHostAddress());
    }
    return found;
  }

  private static void skipName(ByteBuffer answer) {
    int length = answer.get() & 0xFF;
    while (length > 0) {
      if (length >= POINTER) {
        answer.get();
        return;
      }
      answer.position(answer.position() + length);
      length = answer.get() & 0xFF;
    }
  }
}

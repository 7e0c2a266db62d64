package io.jorch.cli.faults;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.Vxlan;
import io.jorch.cli.testbed.Namespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A packet of UDP for a container, in a packet of VXLAN as the nodes of a cluster send it each
/// other (RFC 7348).
///
/// @param network its number
/// @param container its address in that network
record Smuggled(int network, Ipv4 container, int port) {
  private static final int ETHERNET = 14;
  private static final int IP = 20;
  private static final int UDP = 8;
  private static final int IPV4 = 0x0800;
  private static final byte UDP_IN_IP = 17;

  /// Sends it to a host from that network.
  void send(Namespace from, String host, String text) throws IOException {
    byte[] bytes = packet(text.getBytes(StandardCharsets.US_ASCII));
    from.call(
        () -> {
          try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                new DatagramPacket(bytes, bytes.length, new InetSocketAddress(host, Vxlan.PORT)));
          }
          return bytes.length;
        });
  }

  private byte[] packet(byte[] text) {
    ByteBuffer b = ByteBuffer.allocate(8 + ETHERNET + IP + UDP + text.length);
    b.putInt(0x08 << 24).putInt(network << 8);
    Ipv4 neighbour = container.plus(1);
    b.put(Mac.of(container).bytes()).put(Mac.of(neighbour).bytes()).putShort((short) IPV4);
    b.put(header(neighbour, UDP + text.length));
    b.putShort((short) port).putShort((short) port);
    b.putShort((short) (UDP + text.length)).putShort((short) 0).put(text);
    return b.array();
  }

  private byte[] header(Ipv4 from, int content) {
    ByteBuffer b = ByteBuffer.allocate(IP);
    b.put((byte) 0x45).put((byte) 0).putShort((short) (IP + content)).putInt(0);
    b.put((byte) 64).put(UDP_IN_IP).putShort((short) 0);
    b.put(from.bytes()).put(container.bytes());
    return b.putShort(10, checksum(b.array())).array();
  }

  /// Of RFC 1071.
  private static short checksum(byte[] header) {
    int sum = 0;
    for (int i = 0; i < header.length; i += 2)
      sum += (header[i] & 0xff) << 8 | (header[i + 1] & 0xff);
    while (sum >>> 16 != 0) sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~sum;
  }
}

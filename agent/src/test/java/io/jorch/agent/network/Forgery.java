package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.Vxlan;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A VXLAN packet made by hand: a UDP datagram to a container, wrapped for a machine.
record Forgery(int vni, Ipv4 from, Ipv4 to, int port, String words) {
  void send(NetNamespace where, Ipv4 machine) throws IOException {
    byte[] packet = packet();
    where.call(
        () -> {
          try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                new DatagramPacket(
                    packet, packet.length, new InetSocketAddress(machine.inet(), Vxlan.PORT)));
          }
          return true;
        });
  }

  private byte[] packet() {
    byte[] text = words.getBytes(StandardCharsets.UTF_8);
    ByteBuffer b = ByteBuffer.allocate(8 + 14 + 20 + 8 + text.length);
    b.putInt(0x08000000).putInt(vni << 8);
    b.put(Mac.of(to).bytes()).put(Mac.of(from).bytes()).putShort((short) 0x0800);
    int header = b.position();
    b.put((byte) 0x45).put((byte) 0).putShort((short) (28 + text.length)).putInt(0);
    b.put((byte) 64).put((byte) 17).putShort((short) 0).putInt(from.bits()).putInt(to.bits());
    b.putShort(header + 10, checksum(b, header));
    b.putShort((short) 999).putShort((short) port).putShort((short) (8 + text.length));
    return b.putShort((short) 0).put(text).array();
  }

  private static short checksum(ByteBuffer b, int header) {
    int sum = 0;
    for (int at = header; at < header + 20; at += 2) sum += Short.toUnsignedInt(b.getShort(at));
    while (sum >>> 16 != 0) sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~sum;
  }
}

package io.jorch.agent.network.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A DNS client of the tests' own: builds questions and reads answers apart from the code under
/// test.
public final class DnsQuestion {
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.11", 53);
  private static final int PATIENCE = 20_000;
  private static final int ID = 0x4a4f;

  private DnsQuestion() {}

  /// What came back: response code, whether truncated, the data of each answer record.
  public record Told(int code, boolean truncated, List<String> data) {}

  public static byte[] packet(String name, int type) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      for (int word : new int[] {ID, 0x0100, 1, 0, 0, 0}) out.writeShort(word);
      for (String label : name.split("\\.", -1)) {
        out.writeByte(label.length());
        out.write(label.getBytes(StandardCharsets.ISO_8859_1));
      }
      out.writeByte(0);
      out.writeShort(type);
      out.writeShort(1);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Told udp(String name, int type) throws IOException {
    return read(udp(packet(name, type)));
  }

  public static byte[] udp(byte[] packet) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE);
      socket.send(new DatagramPacket(packet, packet.length, SERVER));
      DatagramPacket answer = new DatagramPacket(new byte[65535], 65535);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  public static Told tcp(String name, int type) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE);
      socket.connect(SERVER);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] packet = packet(name, type);
      out.writeShort(packet.length);
      out.write(packet);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return read(answer);
    }
  }

  static Told read(byte[] answer) {
    ByteBuffer in = ByteBuffer.wrap(answer);
    if (in.getShort(0) != ID) throw new IllegalStateException("the answer has another id");
    int flags = in.getShort(2);
    int count = in.getShort(6);
    in.position(12);
    skipName(in);
    in.position(in.position() + 4);
    List<String> data = new ArrayList<>();
    for (int i = 0; i < count; i++) data.add(record(in));
    return new Told(flags & 15, (flags & 0x200) != 0, data);
  }

  private static String record(ByteBuffer in) {
    skipName(in);
    int type = in.getShort();
    in.position(in.position() + 6);
    byte[] data = new byte[in.getShort()];
    in.get(data);
    if (type != 1) return name(data);
    return (data[0] & 255) + "." + (data[1] & 255) + "." + (data[2] & 255) + "." + (data[3] & 255);
  }

  private static String name(byte[] data) {
    StringBuilder name = new StringBuilder();
    for (int at = 0; data[at] != 0; at += data[at] + 1) {
      name.append(new String(data, at + 1, data[at], StandardCharsets.ISO_8859_1)).append('.');
    }
    return name.toString();
  }

  private static void skipName(ByteBuffer in) {
    for (int length = in.get() & 255; length != 0; length = in.get() & 255) {
      if (length >= 0xc0) {
        in.get();
        return;
      }
      in.position(in.position() + length);
    }
  }
}

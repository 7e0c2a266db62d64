package io.jorch.agent.network.dns;

import io.jorch.agent.linux.net.NetNamespace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// A resolver somewhere in the world. It answers every name with 192.0.2.7, but: `big…` only by TCP
/// (truncated by UDP), `slow…` when it is told to, `forged…` after answers with a wrong id and a
/// wrong question, `broken…` with SERVFAIL.
public final class Upstream implements AutoCloseable {
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final CountDownLatch slow = new CountDownLatch(1);

  public Upstream(NetNamespace where) throws IOException {
    udp = where.call(() -> new DatagramSocket(53));
    tcp = where.call(() -> new ServerSocket(53));
    Thread.ofPlatform().daemon().start(this::serveUdp);
    Thread.ofPlatform().daemon().start(this::serveTcp);
  }

  public void answerTheSlow() {
    slow.countDown();
  }

  private void serveUdp() {
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      try {
        udp.receive(packet);
      } catch (IOException e) {
        return;
      }
      Thread.ofPlatform().daemon().start(() -> answer(packet));
    }
  }

  private void answer(DatagramPacket packet) {
    byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
    String name = new String(question, 13, question[12], StandardCharsets.US_ASCII);
    try {
      if (name.startsWith("slow")) slow.await();
      if (name.startsWith("forged")) forge(question, packet);
      byte[] answer = answer(question, "192.0.2.7");
      if (name.startsWith("big")) answer = truncated(question);
      if (name.startsWith("broken")) answer = failed(question);
      udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    } catch (IOException e) {
      if (!udp.isClosed()) throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forge(byte[] question, DatagramPacket to) throws IOException {
    byte[] wrongId = answer(question, "6.6.6.6");
    wrongId[0] ^= 1;
    byte[] wrongName = answer(question, "6.6.6.6");
    wrongName[13] ^= 1;
    byte[] notAnAnswer = question.clone();
    for (byte[] bad : new byte[][] {wrongId, wrongName, notAnAnswer, {1, 2, 3}, {}}) {
      udp.send(new DatagramPacket(bad, bad.length, to.getSocketAddress()));
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] question = new byte[in.readUnsignedShort()];
        in.readFully(question);
        byte[] answer = answer(question, "192.0.2.8");
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
      } catch (IOException e) {
        if (!tcp.isClosed()) throw new IllegalStateException(e);
      }
    }
  }

  private static byte[] truncated(byte[] question) {
    byte[] answer = question.clone();
    answer[2] = (byte) 0x83;
    return answer;
  }

  private static byte[] failed(byte[] question) {
    byte[] answer = question.clone();
    answer[2] = (byte) 0x81;
    answer[3] = 2;
    return answer;
  }

  private static byte[] answer(byte[] question, String address) {
    ByteBuffer out = ByteBuffer.allocate(question.length + 16).put(question);
    out.putShort(2, (short) 0x8180).putShort(6, (short) 1);
    out.putShort((short) 0xc00c)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(60)
        .putShort((short) 4);
    for (String part : address.split("\\.", -1)) out.put((byte) Integer.parseInt(part));
    return out.array();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}

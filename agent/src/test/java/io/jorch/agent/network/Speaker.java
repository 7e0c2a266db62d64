package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.NetNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A server that tells each caller its own label and where the caller seems to come from; and the
/// caller.
public final class Speaker implements AutoCloseable {
  private static final int PATIENCE = 10_000;
  private static final int SHORT = 700;
  private final AutoCloseable socket;

  private Speaker(AutoCloseable socket, Runnable loop) {
    this.socket = socket;
    Thread.ofPlatform().daemon().start(loop);
  }

  public static Speaker tcp(NetNamespace where, int port, String label) throws IOException {
    ServerSocket socket = where.call(() -> new ServerSocket(port));
    return new Speaker(socket, () -> serve(socket, label));
  }

  static Speaker udp(NetNamespace where, int port, String label) throws IOException {
    DatagramSocket socket = where.call(() -> new DatagramSocket(port));
    return new Speaker(socket, () -> serve(socket, label));
  }

  private static void serve(ServerSocket server, String label) {
    while (!server.isClosed()) {
      try (Socket caller = server.accept()) {
        String from = caller.getInetAddress().getHostAddress();
        caller.getOutputStream().write((label + " " + from).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        if (!server.isClosed()) throw new IllegalStateException(e);
      }
    }
  }

  private static void serve(DatagramSocket server, String label) {
    while (!server.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.receive(packet);
        byte[] text =
            (label + " " + packet.getAddress().getHostAddress()).getBytes(StandardCharsets.UTF_8);
        server.send(new DatagramPacket(text, text.length, packet.getSocketAddress()));
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// What the server at the address says.
  public static String ask(Ipv4 address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE);
      socket.connect(new InetSocketAddress(address.inet(), port), PATIENCE);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Like [#ask] where no answer is expected.
  public static String askInVain(Ipv4 address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.inet(), port), SHORT);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String askUdp(Ipv4 address, int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return askUdp(socket, address, port);
    }
  }

  static String askUdp(DatagramSocket socket, Ipv4 address, int port) throws IOException {
    socket.setSoTimeout(PATIENCE);
    socket.connect(new InetSocketAddress(address.inet(), port));
    socket.send(new DatagramPacket(new byte[] {'?'}, 1));
    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
    socket.receive(answer);
    return new String(Arrays.copyOf(answer.getData(), answer.getLength()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}

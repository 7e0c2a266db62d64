package io.jorch.cli.testbed;

import io.jorch.cli.testbed.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// Someone who tries to be let in at a port.
///
/// @param what for people
/// @param tls how it presents itself; without, it speaks no TLS
public record Stranger(String what, Optional<SSLContext> tls) {
  private static final int PATIENCE_MILLIS = 2000;
  private static final int SOON_MILLIS = 300;

  /// Something that a server of HTTP would answer, and then nothing that anybody understands.
  private static final byte[] GARBAGE =
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n\0\1\2\3\377garbage\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  /// How a record of TLS begins that says why it goes no further (RFC 8446, 5.1).
  private static final byte[] ALERT = {21, 3};

  public Outcome tcp(InetSocketAddress target) {
    try (Socket plain = new Socket()) {
      plain.connect(target, PATIENCE_MILLIS);
      return spoken(plain, target);
    } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
      return new Outcome(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome(Kind.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /// With TLS 1.3 a client takes its handshake for done before the server has looked at its
  /// certificate: only what comes afterwards tells.
  private Outcome spoken(Socket plain, InetSocketAddress target) throws IOException {
    plain.setSoTimeout(PATIENCE_MILLIS);
    try {
      Socket socket = plain;
      if (tls.isPresent()) {
        socket =
            tls.get()
                .getSocketFactory()
                .createSocket(plain, target.getHostString(), target.getPort(), true);
        ((SSLSocket) socket).startHandshake();
        Optional<Outcome> turned = turned(socket);
        if (turned.isPresent()) return turned.get();
      }
      socket.getOutputStream().write(GARBAGE);
      return heard(socket.getInputStream());
    } catch (SocketTimeoutException e) {
      return new Outcome(Kind.SILENT, "");
    } catch (SSLException e) {
      return new Outcome(Kind.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /// Who is not wanted is told so soon; to write first would make a race of it.
  private static Optional<Outcome> turned(Socket socket) throws IOException {
    socket.setSoTimeout(SOON_MILLIS);
    try {
      return Optional.of(heard(socket.getInputStream()));
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return Optional.empty();
    }
  }

  private static Outcome heard(InputStream in) throws IOException {
    byte[] bytes = new byte[64];
    int length = in.read(bytes);
    if (length >= ALERT.length && Arrays.equals(bytes, 0, ALERT.length, ALERT, 0, ALERT.length))
      return new Outcome(Kind.REFUSED, "alert " + bytes[length - 1]);
    return length < 0
        ? new Outcome(Kind.REFUSED, "closed")
        : new Outcome(Kind.ANSWERED, shown(bytes, length));
  }

  private static String shown(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return text.matches("[\\x20-\\x7e\\r\\n]+")
        ? text.lines().findFirst().orElse("")
        : HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(length, 16)));
  }

  /// Silence is what UDP has for a refusal.
  public static Outcome udp(InetSocketAddress target) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(target);
      socket.send(new DatagramPacket(GARBAGE, GARBAGE.length));
      DatagramPacket answer = new DatagramPacket(new byte[64], 64);
      socket.receive(answer);
      return new Outcome(Kind.ANSWERED, shown(answer.getData(), answer.getLength()));
    } catch (SocketTimeoutException e) {
      return new Outcome(Kind.SILENT, "");
    } catch (IOException e) {
      return new Outcome(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }
}

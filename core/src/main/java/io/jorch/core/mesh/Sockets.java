package io.jorch.core.mesh;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// What sockets are made and asked for here.
final class Sockets {
  private Sockets() {}

  /// TLS on a connected socket. The plain one stays the caller's to close, which never waits for a
  /// peer that does not read.
  static SSLSocket tls(Socket plain, SSLContext context, boolean client) throws IOException {
    plain.setTcpNoDelay(true);
    String host = plain.getInetAddress().getHostAddress();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), false);
    tls.setUseClientMode(client);
    tls.setEnabledProtocols(new String[] {"TLSv1.3"});
    return tls;
  }

  /// What the peer showed in the handshake; empty when it showed nothing.
  static List<X509Certificate> peerChain(SSLSocket tls) {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate each : tls.getSession().getPeerCertificates()) {
        chain.add((X509Certificate) each);
      }
      return List.copyOf(chain);
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  /// Sends nothing more and reads until the peer is done too: closing with bytes unread would reset
  /// the connection, and take from the peer what it has not read yet.
  static void linger(Socket socket) {
    try {
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It is gone already.
    }
  }

  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed to us all the same.
    }
  }

  /// Whether this machine, or rather its network namespace, has the address.
  static boolean local(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw new UncheckedIOException("look for the address " + address.getHostAddress(), e);
    }
  }
}

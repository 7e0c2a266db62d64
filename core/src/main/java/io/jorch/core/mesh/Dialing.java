package io.jorch.core.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// The opening side: connects, proves and checks who is who, and names a service.
///
/// @param what is opened with whom, for sentences
record Dialing(InetSocketAddress to, String service, String what, Patience patience) {
  /// The version of the protocol; the first byte of a connection.
  static final char VERSION = '1';

  /// Judges who answered.
  interface Judge<P> {
    P judge(List<X509Certificate> chain) throws CertificateException;
  }

  record Answered<P>(Wires wires, P peer) {}

  /// @throws Refused when the peer said no
  /// @throws IOException when it was not reached, or one side does not trust the other
  <P> Answered<P> dial(SSLContext context, Judge<P> judge) throws IOException {
    Socket plain = connected();
    try (Deadline deadline = new Deadline(plain, patience.handshake())) {
      try {
        return greeted(plain, Sockets.tls(plain, context, true), judge);
      } catch (IOException e) {
        throw deadline.passed() ? tooSlow(e) : e;
      }
    } catch (IOException e) {
      Sockets.close(plain);
      throw e;
    }
  }

  private Socket connected() throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(to, (int) patience.connect().toMillis());
      return plain;
    } catch (IOException e) {
      Sockets.close(plain);
      throw new IOException(
          "cannot open "
              + what
              + ": no connection: "
              + e.getMessage()
              + "; check that the node is up and that a firewall lets TCP port "
              + to.getPort()
              + " through",
          e);
    }
  }

  private IOException tooSlow(IOException e) {
    return new IOException(
        "cannot open " + what + ": no answer in " + patience.handshake().toMillis() + " ms", e);
  }

  private <P> Answered<P> greeted(Socket plain, SSLSocket tls, Judge<P> judge) throws IOException {
    try {
      tls.startHandshake();
      P peer = judge.judge(Sockets.peerChain(tls));
      Wires wires = new Wires(plain, tls);
      wires.send(Frame.of(Frame.Kind.HELLO, VERSION + service));
      Optional<Frame> answer = wires.read();
      while (answer.isPresent() && answer.orElseThrow().kind() == Frame.Kind.PULSE) {
        answer = wires.read();
      }
      accepted(answer);
      return new Answered<>(wires, peer);
    } catch (SSLException | CertificateException e) {
      throw untrusted(e);
    }
  }

  private void accepted(Optional<Frame> answer) throws IOException {
    Frame frame =
        answer.orElseThrow(
            () -> new IOException("cannot open " + what + ": the peer hung up without an answer"));
    if (frame.kind() == Frame.Kind.REFUSE) {
      throw new Refused("cannot open " + what + ": " + frame.text());
    } else if (frame.kind() != Frame.Kind.ACCEPT) {
      throw new IOException("cannot open " + what + ": what answers is not jorch's protocol");
    }
  }

  /// A certificate that is wrong here is named by its own sentence; of one that is wrong there only
  /// an alert arrives.
  private IOException untrusted(Exception e) {
    for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof CertificateException own) {
        return new IOException("cannot open " + what + ": " + own.getMessage(), e);
      }
    }
    String said = String.valueOf(e.getMessage());
    String why =
        said.contains("certificate")
            ? "the peer does not accept this node's certificate: it is expired, of another cluster"
                + " or authority, or this node was removed ("
                + said
                + ")"
            : said;
    return new IOException("cannot open " + what + ": " + why, e);
  }
}

package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.JoinToken;
import io.jorch.core.trust.Keys;
import io.jorch.core.trust.Pem;
import io.jorch.core.trust.PinnedContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.Base64;

/// Asks a manager for a certificate: the first one by a token, the next ones by the one before.
public final class JoinClient {
  private JoinClient() {}

  /// What a node says of itself.
  ///
  /// @param advertised where others shall reach it; empty to leave that to the manager
  public record Applicant(NodeId node, String hostname, String advertised) {}

  /// Joins a cluster. The secret leaves this node only once the other side has proved to be a
  /// manager of the cluster that the token names.
  ///
  /// @throws Refused when the manager said no
  /// @throws IOException when it was not reached, is another cluster's, or answered nonsense
  public static Joined join(
      JoinToken token, InetSocketAddress manager, Applicant who, InstantSource clock)
      throws IOException {
    String where = manager.getAddress().getHostAddress() + ":" + manager.getPort();
    String what = "'" + Guests.SERVICE + "' on the manager at " + where;
    Dialing.Answered<Boolean> answered =
        new Dialing(manager, Guests.SERVICE, what, Patience.USUAL)
            .dial(PinnedContext.of(token.authority(), clock), chain -> true);
    Link link = new Link(answered.wires(), "the stream to " + where, Patience.USUAL, closed -> {});
    link.start();
    KeyPair pair = Keys.generate();
    try {
      JoinWire.Ask ask =
          new JoinWire.Ask(
              token.secret(), who.node().value(), key(pair), who.hostname(), who.advertised());
      link.write(JoinWire.bytes(ask));
      link.end();
      Joined joined = joined(new LinkInput(link), pair, what);
      if (!joined.trust().trusts(token.authority())) {
        throw new IOException(what + " answered with other roots than the token's");
      }
      return checked(joined, who.node(), clock, what);
    } finally {
      link.close();
    }
  }

  /// Gets the next certificate of this node, for a new key.
  ///
  /// @throws Refused when the manager said no, or is none
  public static Joined renew(Mesh mesh, NodeId manager, InstantSource clock) throws IOException {
    String what = "'" + JoinService.RENEW + "' on node " + manager;
    KeyPair pair = Keys.generate();
    try (MeshStream stream = mesh.open(manager, JoinService.RENEW)) {
      if (stream.peer().role() != NodeRole.MANAGER) {
        throw new Refused("node " + manager + " is a worker and renews nobody's certificate");
      }
      NodeId self = mesh.credentials().identity().node();
      stream.output().write(JoinWire.bytes(new JoinWire.Ask("", self.value(), key(pair), "", "")));
      stream.end();
      return checked(joined(stream.input(), pair, what), self, clock, what);
    }
  }

  /// Shows a manager the certificate that this node goes by, which takes note of its root.
  ///
  /// @throws IOException when it does not, or is not reached
  public static void present(Mesh mesh, NodeId manager) throws IOException {
    try (MeshStream stream = mesh.open(manager, JoinService.PRESENT)) {
      stream.end();
      if (stream.input().read() < 0) {
        throw new IOException(
            "'" + JoinService.PRESENT + "' on node " + manager + " ended without an answer");
      }
    }
  }

  private static String key(KeyPair pair) {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  private static Joined joined(InputStream in, KeyPair pair, String what) throws IOException {
    return switch (JoinWire.reply(in)) {
      case JoinWire.Reply.Admitted yes ->
          new Joined(
              Identity.of(pair.getPrivate(), Pem.certificates(yes.chain())),
              yes.trust(),
              yes.roster());
      case JoinWire.Reply.Refused no -> throw new Refused(what + " refused: " + no.reason());
    };
  }

  /// What cannot be used is found here, not at the first stream.
  private static Joined checked(Joined joined, NodeId self, InstantSource clock, String what)
      throws IOException {
    try {
      Identity identity = joined.identity();
      new Credentials(identity, joined.trust(), clock).verify(identity.chain());
      if (!identity.node().equals(self) || !identity.keyFits()) {
        throw new CertificateException("it is for another node or key");
      }
      return joined;
    } catch (CertificateException e) {
      throw new IOException(
          what + " answered with a certificate that does not hold: " + e.getMessage(), e);
    }
  }
}

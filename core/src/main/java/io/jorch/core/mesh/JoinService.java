package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Keys;
import io.jorch.core.trust.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets nodes in at a manager: `join` for those without a certificate, `renew` for those with one,
/// and `present` for those that have put a renewed one to use.
public final class JoinService {
  static final String RENEW = "renew";
  static final String PRESENT = "present";
  private static final Logger LOG = LoggerFactory.getLogger(JoinService.class);

  private final Admission admission;

  private JoinService(Admission admission) {
    this.admission = admission;
  }

  /// Registers the services. Without this, a mesh speaks to nobody without a certificate.
  public static void serve(Mesh mesh, Admission admission) {
    JoinService service = new JoinService(admission);
    mesh.guests(Optional.of(service::join));
    mesh.register(RENEW, service::renew);
    mesh.register(PRESENT, service::present);
  }

  /// Lets nobody in any more, as a node does that is a manager no longer.
  public static void withdraw(Mesh mesh) {
    mesh.guests(Optional.empty());
    mesh.unregister(RENEW);
    mesh.unregister(PRESENT);
  }

  private void join(InputStream in, OutputStream out, InetAddress from) throws IOException {
    JoinWire.Ask ask = JoinWire.ask(in);
    out.write(JoinWire.bytes(reply(() -> admission.admit(request(ask, from)))));
  }

  private void renew(MeshStream stream) throws IOException {
    JoinWire.Ask ask = JoinWire.ask(stream.input());
    stream.output().write(JoinWire.bytes(reply(() -> admission.renew(stream.peer(), key(ask)))));
  }

  private void present(MeshStream stream) throws IOException {
    Optional<String> problem = admission.presented(stream.peer(), stream.certificate());
    if (problem.isPresent()) {
      throw new IOException(problem.orElseThrow());
    }
    stream.output().write('.');
  }

  private static Admission.Request request(JoinWire.Ask ask, InetAddress from) {
    return new Admission.Request(
        ask.secret(), new NodeId(ask.node()), key(ask), ask.hostname(), ask.advertised(), from);
  }

  private static PublicKey key(JoinWire.Ask ask) {
    return Keys.read(Base64.getDecoder().decode(ask.key()));
  }

  private interface Decision {
    Admission.Answer decide();
  }

  private static JoinWire.Reply reply(Decision decision) {
    try {
      return switch (decision.decide()) {
        case Admission.Answer.Admitted yes ->
            new JoinWire.Reply.Admitted(Pem.text(yes.chain()), yes.trust(), yes.roster());
        case Admission.Answer.Refused no -> new JoinWire.Reply.Refused(no.reason());
      };
    } catch (IllegalArgumentException e) {
      return new JoinWire.Reply.Refused(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a node was not let in", e);
      return new JoinWire.Reply.Refused("the manager failed; its log says why");
    }
  }
}

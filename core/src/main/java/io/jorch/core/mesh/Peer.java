package io.jorch.core.mesh;

import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.NodeSubject;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// Who is at the other end, and what proved it, when.
record Peer(NodeSubject subject, List<X509Certificate> chain, Instant since) {
  /// Of a chain that was judged in the handshake just now.
  static Peer of(List<X509Certificate> chain, Credentials judge) throws CertificateException {
    return new Peer(NodeSubject.of(chain.getFirst()), chain, judge.now());
  }

  /// By what holds now: something may have changed since the handshake.
  void check(Credentials judge) throws CertificateException {
    judge.verify(chain, since);
  }

  /// An old connection outlives its certificate, and the root that this one is of; cutting it when
  /// a root is replaced would make its node seem lost.
  void recheck(Credentials judge) throws CertificateException {
    judge.stays(subject);
  }
}

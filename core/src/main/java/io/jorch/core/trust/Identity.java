package io.jorch.core.trust;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a node proves with who it is.
///
/// @param chain the node's certificate first, then what verifies it, as [Authority#issue] gives it
/// @param subject as the certificate says
public record Identity(PrivateKey key, List<X509Certificate> chain, NodeSubject subject) {
  /// Reads the subject off the certificate.
  ///
  /// @throws IllegalArgumentException when the first certificate is not a node's
  public static Identity of(PrivateKey key, List<X509Certificate> chain) {
    try {
      return new Identity(key, List.copyOf(chain), NodeSubject.of(chain.getFirst()));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// Whether key and certificate belong together.
  public boolean keyFits() {
    return Keys.belongTogether(key, certificate().getPublicKey());
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  public NodeId node() {
    return subject.node();
  }

  public NodeRole role() {
    return subject.role();
  }

  public ClusterId cluster() {
    return subject.cluster();
  }

  public Instant expires() {
    return certificate().getNotAfter().toInstant();
  }

  /// When to ask for the next certificate: two thirds through this one's life.
  public Instant renewal() {
    Instant from = certificate().getNotBefore().toInstant();
    return from.plus(Duration.between(from, expires()).multipliedBy(2).dividedBy(3));
  }

  @Override
  public String toString() {
    return "the identity of " + subject + " until " + expires();
  }
}

package io.jorch.core.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a chain that a peer shows leads to a trusted root (RFC 5280, section 6), and is a node's
/// of this cluster that was not removed.
///
/// @param trust whom to trust
/// @param roots the trusted roots, read
record ChainCheck(ClusterId cluster, TrustRoots trust, List<X509Certificate> roots) {
  /// Longer ones are not made here.
  private static final int LONGEST = 4;

  static ChainCheck of(ClusterId cluster, TrustRoots trust) {
    return new ChainCheck(cluster, trust, trust.certificates());
  }

  /// @return whose certificate it is
  /// @throws CertificateException saying what is wrong with it
  NodeSubject verify(List<X509Certificate> chain, Instant at) throws CertificateException {
    if (chain.isEmpty() || chain.size() > LONGEST) {
      throw new CertificateException("a chain of " + chain.size() + " certificates is not allowed");
    }
    X509Certificate own = chain.getFirst();
    NodeSubject subject = NodeSubject.of(own);
    member(subject);
    period(own, subject, at);
    leadsToRoot(chain, subject, at);
    return subject;
  }

  /// @throws CertificateException when it is no node of this cluster, or was removed
  void member(NodeSubject subject) throws CertificateException {
    if (!subject.cluster().equals(cluster)) {
      throw new CertificateException(
          "node " + subject.node() + " is of cluster " + subject.cluster() + ", not " + cluster);
    }
    if (trust.removed().contains(subject.node())) {
      throw new CertificateException("node " + subject.node() + " was removed from the cluster");
    }
  }

  private static void period(X509Certificate own, NodeSubject subject, Instant at)
      throws CertificateException {
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    if (at.isBefore(from)) {
      throw new CertificateException(
          "the certificate of node "
              + subject.node()
              + " is not valid before "
              + from
              + ", and the clock here says "
              + at
              + "; set the clocks right");
    }
    if (at.isAfter(until)) {
      throw new CertificateException(
          "the certificate of node "
              + subject.node()
              + " expired at "
              + until
              + ", and the clock here says "
              + at);
    }
  }

  /// What signed the node's certificate is a root, or what a root vouches for; a peer may show the
  /// certificates behind its own in any order, and more than are needed.
  private void leadsToRoot(List<X509Certificate> chain, NodeSubject subject, Instant at)
      throws CertificateException {
    Set<TrustAnchor> anchors =
        roots.stream()
            .filter(root -> !at.isBefore(root.getNotBefore().toInstant()))
            .filter(root -> !at.isAfter(root.getNotAfter().toInstant()))
            .map(root -> new TrustAnchor(root, null))
            .collect(Collectors.toSet());
    X509Certificate own = chain.getFirst();
    boolean verified = !anchors.isEmpty() && leads(List.of(own), anchors, at);
    for (int i = 1; i < chain.size() && !verified && !anchors.isEmpty(); i++) {
      verified = leads(List.of(own, chain.get(i)), anchors, at);
    }
    if (!verified) {
      throw new CertificateException(
          "the certificate of node "
              + subject.node()
              + ", issued by '"
              + own.getIssuerX500Principal().getName()
              + "', leads to no authority trusted here");
    }
  }

  private static boolean leads(List<X509Certificate> path, Set<TrustAnchor> anchors, Instant at)
      throws CertificateException {
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return true;
    } catch (CertPathValidatorException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new CertificateException("verify a certificate: " + e.getMessage(), e);
    }
  }
}

package io.jorch.cli.daemon;

import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.NodeSubject;
import io.jorch.core.trust.Roster;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts the cluster's managers alone: their certificates say so, and the roster does not speak
/// against it.
final class ManagersOnly extends X509ExtendedTrustManager {
  private final Neighbours neighbours;
  private final X509ExtendedTrustManager every;

  ManagersOnly(Neighbours neighbours) {
    this.neighbours = neighbours;
    this.every = neighbours.credentials().trustManager();
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    NodeSubject subject = NodeSubject.of(chain[0]);
    boolean demoted =
        neighbours.roster().find(subject.node()).map(Roster.Entry::manager).orElse(true) == false;
    if (subject.role() != NodeRole.MANAGER || demoted) {
      throw new CertificateException(
          "node " + subject.node() + " is no manager, and only managers share the store");
    }
  }

  /// Judges one that was trusted when its connection began.
  void stays(X509Certificate[] chain) throws CertificateException {
    neighbours.credentials().stays(NodeSubject.of(chain[0]));
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    every.checkClientTrusted(chain, type, socket);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    every.checkServerTrusted(chain, type, socket);
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    every.checkClientTrusted(chain, type, engine);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    every.checkServerTrusted(chain, type, engine);
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    every.checkClientTrusted(chain, type);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    every.checkServerTrusted(chain, type);
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return every.getAcceptedIssuers();
  }
}

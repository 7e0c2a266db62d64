package io.jorch.core.trust;

import io.jorch.core.model.NodeRole;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// How a node that is in no cluster yet meets one: it shows no certificate, and accepts only a
/// manager's that leads to the root which its token names.
public final class PinnedContext {
  private PinnedContext() {}

  public static SSLContext of(Fingerprint authority, InstantSource clock) {
    return Credentials.context(
        new KeyManager[0], new LiveTrustManager(chain -> verify(chain, authority, clock)));
  }

  private static void verify(
      List<X509Certificate> chain, Fingerprint authority, InstantSource clock)
      throws CertificateException {
    X509Certificate root =
        chain.stream()
            .filter(each -> Fingerprint.of(each).equals(authority))
            .findFirst()
            .orElseThrow(
                () ->
                    new CertificateException(
                        "who answers is not of the cluster that the token is for: it shows no root"
                            + " with the fingerprint "
                            + authority
                            + "; check the address. If the cluster's root was replaced since the"
                            + " token was printed, `jorch cluster token worker|manager` on a"
                            + " manager prints one that is good"));
    NodeSubject claimed = NodeSubject.of(chain.getFirst());
    TrustRoots pinned = new TrustRoots(List.of(Pem.text(root)), Set.of());
    ChainCheck.of(claimed.cluster(), pinned).verify(chain, clock.instant());
    // A worker knows no secrets of the cluster and must not gather any.
    if (claimed.role() != NodeRole.MANAGER) {
      throw new CertificateException(
          "node " + claimed.node() + " is a worker; join by the address of a manager");
    }
  }
}

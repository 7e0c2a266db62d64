package io.jorch.core.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Judges by a check that may say something else each time. It also ends each session it sees for
/// resumption: a resumed session shows no certificate, so nobody would ask here again.
final class LiveTrustManager extends X509ExtendedTrustManager {
  /// Says what is wrong with a chain.
  interface Check {
    void verify(List<X509Certificate> chain) throws CertificateException;
  }

  private final Check check;

  LiveTrustManager(Credentials credentials) {
    this(chain -> credentials.verify(chain));
  }

  LiveTrustManager(Check check) {
    this.check = check;
  }

  private void judge(X509Certificate[] chain, @Nullable SSLSession session)
      throws CertificateException {
    check.verify(List.of(chain));
    if (session != null) {
      session.invalidate();
    }
  }

  private void judge(X509Certificate[] chain, @Nullable Socket socket) throws CertificateException {
    judge(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
  }

  private void judge(X509Certificate[] chain, @Nullable SSLEngine engine)
      throws CertificateException {
    judge(chain, engine == null ? null : engine.getHandshakeSession());
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, @Nullable String type, @Nullable Socket socket)
      throws CertificateException {
    judge(chain, socket);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, @Nullable String type, @Nullable Socket socket)
      throws CertificateException {
    judge(chain, socket);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, @Nullable String type, @Nullable SSLEngine engine)
      throws CertificateException {
    judge(chain, engine);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, @Nullable String type, @Nullable SSLEngine engine)
      throws CertificateException {
    judge(chain, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, @Nullable String type)
      throws CertificateException {
    check.verify(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, @Nullable String type)
      throws CertificateException {
    check.verify(List.of(chain));
  }

  /// None: peers choose what to show without being told.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}

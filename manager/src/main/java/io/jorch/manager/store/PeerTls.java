package io.jorch.manager.store;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What a member proves itself with and whom it lets in, in both directions of every connection.
///
/// @param key asked at each handshake, so a renewed certificate needs no restart
/// @param trust judges peers, as servers and as clients. Whoever it accepts may do everything,
///     also change the group: it must refuse all but managers. Host names are not compared, since
///     peers are known by their certificates.
/// @param stay judges them again while they are connected
public record PeerTls(X509ExtendedKeyManager key, X509ExtendedTrustManager trust, Stay stay) {
  /// Says why a peer that was accepted must go. That its certificate has expired, or is of a root
  /// that was replaced, is no reason: the connection would stay, deaf.
  public interface Stay {
    void judge(X509Certificate[] chain) throws CertificateException;
  }

  /// Who would not be accepted now must go.
  public PeerTls(X509ExtendedKeyManager key, X509ExtendedTrustManager trust) {
    this(key, trust, chain -> trust.checkClientTrusted(chain, "EC"));
  }
}

package io.jorch.core.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What this node shows to others and by what it judges them, both replaceable while in use: each
/// handshake goes by what holds when it happens. May be used from any thread.
public final class Credentials {
  private final InstantSource clock;
  private final LiveKeyManager keys;
  private final LiveTrustManager trusted = new LiveTrustManager(this);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile ChainCheck check;

  /// @param clock by which certificates are valid or not
  public Credentials(Identity identity, TrustRoots trust, InstantSource clock) {
    this.clock = clock;
    this.keys = new LiveKeyManager(identity);
    this.check = ChainCheck.of(identity.cluster(), trust);
  }

  public Identity identity() {
    return keys.current();
  }

  public TrustRoots trust() {
    return check.trust();
  }

  /// Shows another certificate from now on.
  ///
  /// @throws IllegalArgumentException when it is another node's, or of another cluster
  public void renew(Identity next) {
    Identity now = identity();
    if (!next.node().equals(now.node()) || !next.cluster().equals(now.cluster())) {
      throw new IllegalArgumentException(
          "node " + now.node() + " of cluster " + now.cluster() + " cannot take over " + next);
    }
    keys.replace(next);
    listeners.forEach(Runnable::run);
  }

  /// Judges by other roots and removals from now on.
  public void trust(TrustRoots next) {
    check = ChainCheck.of(check.cluster(), next);
    listeners.forEach(Runnable::run);
  }

  /// Calls the listener after each change, on the thread that makes it.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /// For servers and clients alike: there is one kind of certificate.
  public X509ExtendedKeyManager keyManager() {
    return keys;
  }

  /// Judges servers and clients alike, never by their host name or address. Sessions it has seen
  /// are not resumed, since a resumed one would not be judged again. That holds for the JDK's TLS
  /// alone: OpenSSL, as netty binds it, resumes them all the same.
  public X509ExtendedTrustManager trustManager() {
    return trusted;
  }

  /// A context of TLS 1.3 that knows no earlier session; one for each connection is cheap.
  public SSLContext context() {
    return context(new KeyManager[] {keys}, trusted);
  }

  /// @param own empty to stay unknown
  static SSLContext context(KeyManager[] own, X509ExtendedTrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(own, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("prepare TLS 1.3: " + e.getMessage(), e);
    }
  }

  /// Judges a peer's certificate, which it shows first in its chain, by what holds now.
  ///
  /// @return whose certificate it is
  /// @throws CertificateException saying what is wrong with it
  public NodeSubject verify(List<X509Certificate> chain) throws CertificateException {
    return verify(chain, clock.instant());
  }

  /// As of a time before.
  public NodeSubject verify(List<X509Certificate> chain, Instant at) throws CertificateException {
    return check.verify(chain, at);
  }

  /// Judges a node that proved itself when its connection began. The certificate may expire while
  /// that is open, and its root be replaced, but not its node be removed.
  ///
  /// @throws CertificateException when it was
  public void stays(NodeSubject node) throws CertificateException {
    check.member(node);
  }

  public Instant now() {
    return clock.instant();
  }
}

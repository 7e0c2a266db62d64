package io.jorch.manager.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of a test's own. Whoever it certified is let in, until revoked.
final class TestAuthority {
  private final KeyPair keys;
  private final X509Certificate root;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  TestAuthority() {
    this.keys = pair();
    this.root = certificate("root", keys, true);
  }

  /// What a member shows and whom it lets in.
  PeerTls issue(String name) {
    return issue(name, this);
  }

  /// A certificate of this authority beside another one's idea of whom to trust.
  PeerTls issue(String name, TestAuthority trusted) {
    KeyPair own = pair();
    try {
      return new PeerTls(
          manager(keyStore(own, certificate(name, own, false))),
          new Trust(trusted.root, trusted.revoked));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes what [#load] reads in another process.
  void save(String name, Path file) throws IOException, GeneralSecurityException {
    KeyPair own = pair();
    try (OutputStream out = Files.newOutputStream(file)) {
      keyStore(own, certificate(name, own, false)).store(out, new char[0]);
    }
  }

  static PeerTls load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, new char[0]);
    }
    X509Certificate root = (X509Certificate) store.getCertificateChain("own")[1];
    return new PeerTls(manager(store), new Trust(root, Set.of()));
  }

  void revoke(String name) {
    revoked.add("CN=" + name);
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certificate(String name, KeyPair of, boolean authority) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=root"),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(Instant.now().minus(Duration.ofHours(1))),
              Date.from(Instant.now().plus(Duration.ofHours(1))),
              new X500Name("CN=" + name),
              of.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore keyStore(KeyPair own, X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own", own.getPrivate(), new char[0], new X509Certificate[] {certificate, root});
    return store;
  }

  private static X509ExtendedKeyManager manager(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
  }

  private static final class Trust extends X509ExtendedTrustManager {
    private final X509Certificate root;
    private final Set<String> revoked;

    private Trust(X509Certificate root, Set<String> revoked) {
      this.root = root;
      this.revoked = revoked;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      try {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
            .validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain[0])),
                parameters);
      } catch (GeneralSecurityException e) {
        throw new CertificateException("not one of us", e);
      }
      if (revoked.contains(chain[0].getSubjectX500Principal().getName())) {
        throw new CertificateException("not one of us any more");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

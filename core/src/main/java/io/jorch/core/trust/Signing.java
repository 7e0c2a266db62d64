package io.jorch.core.trust;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Builds certificates and signs them with one key.
record Signing(PrivateKey key) {
  /// How far a verifier's clock may be behind the signer's.
  private static final Duration SLACK = Duration.ofHours(1);

  private static final int SERIAL_BITS = 120;

  /// Signs the root of this key itself. Each root has a name of its own: which one signed a
  /// certificate then shows by its issuer.
  X509Certificate root(PublicKey own, ClusterId cluster, Instant now) {
    byte[] mark = new byte[4];
    new SecureRandom().nextBytes(mark);
    X500Name name =
        new X500Name("CN=jorch root " + HexFormat.of().formatHex(mark) + ",O=" + cluster);
    // One more authority may stand between: this root as its predecessor signed it.
    return authority(name, name, own, 1, now.plus(Authority.VALIDITY), now);
  }

  /// Signs another authority's root as one that `issuer` vouches for.
  X509Certificate cross(X509Certificate root, X509Certificate issuer, Instant now) {
    Instant until = issuer.getNotAfter().toInstant();
    return authority(subject(root), subject(issuer), root.getPublicKey(), 0, until, now);
  }

  private X509Certificate authority(
      X500Name name, X500Name issuer, PublicKey of, int below, Instant until, Instant now) {
    return signed(
        builder(name, issuer, of, until, now),
        new BasicConstraints(below),
        new KeyUsage(KeyUsage.keyCertSign),
        false);
  }

  X509Certificate node(
      PublicKey of, NodeSubject subject, X509Certificate issuer, Duration validity, Instant now) {
    X500Name name = new X500Name(subject.name());
    return signed(
        builder(name, subject(issuer), of, now.plus(validity), now),
        new BasicConstraints(false),
        new KeyUsage(KeyUsage.digitalSignature),
        true);
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static X509v3CertificateBuilder builder(
      X500Name name, X500Name issuer, PublicKey of, Instant until, Instant now) {
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
    Date from = Date.from(now.minus(SLACK));
    return new JcaX509v3CertificateBuilder(issuer, serial, from, Date.from(until), name, of);
  }

  private X509Certificate signed(
      X509v3CertificateBuilder builder, BasicConstraints limits, KeyUsage usage, boolean peer) {
    try {
      builder.addExtension(Extension.basicConstraints, true, limits);
      builder.addExtension(Extension.keyUsage, true, usage);
      if (peer) {
        KeyPurposeId[] both = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(both));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (CertIOException | OperatorCreationException | CertificateException e) {
      throw new IllegalStateException("sign a certificate: " + e.getMessage(), e);
    }
  }
}

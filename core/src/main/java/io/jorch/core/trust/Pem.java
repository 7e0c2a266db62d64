package io.jorch.core.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Certificates and private keys as PEM text (RFC 7468).
public final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  public static String text(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("encode a certificate: " + e.getMessage(), e);
    }
  }

  public static String text(List<X509Certificate> certificates) {
    return certificates.stream().map(Pem::text).collect(Collectors.joining());
  }

  static String text(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  private static String block(String what, byte[] content) {
    String lines = LINES.encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /// Reads one certificate.
  ///
  /// @throws IllegalArgumentException when the text is none
  public static X509Certificate certificate(String text) {
    List<X509Certificate> found = certificates(text);
    if (found.size() != 1) {
      throw new IllegalArgumentException("expected one certificate, found " + found.size());
    }
    return found.getFirst();
  }

  /// Reads certificates that follow each other.
  ///
  /// @throws IllegalArgumentException when one cannot be read
  public static List<X509Certificate> certificates(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      List<X509Certificate> found = new ArrayList<>();
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate each : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
        found.add((X509Certificate) each);
      }
      return List.copyOf(found);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not PEM certificates: " + e.getMessage(), e);
    }
  }

  static PrivateKey key(String text) {
    String content = text.replaceAll("-----(BEGIN|END) " + KEY + "-----", "").replaceAll("\\s", "");
    try {
      byte[] encoded = Base64.getDecoder().decode(content);
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a PEM private key on EC", e);
    }
  }
}

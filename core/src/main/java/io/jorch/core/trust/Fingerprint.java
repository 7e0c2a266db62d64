package io.jorch.core.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The SHA-256 of a certificate's DER form, in lower-case hex.
public record Fingerprint(String value) {
  static final int LENGTH = 64;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

  public Fingerprint {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "fingerprint '" + value + "' is not allowed: it must be 64 digits of lower-case hex");
    }
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new Fingerprint(HexFormat.of().formatHex(digest.digest(certificate.getEncoded())));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("take the SHA-256 of a certificate: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

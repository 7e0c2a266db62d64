package io.jorch.core.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/// The one kind of key in the cluster: EC on the curve P-256.
public final class Keys {
  private static final int BITS = 256;

  private Keys() {}

  public static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("make an EC key: " + e.getMessage(), e);
    }
  }

  /// Reads a key's X.509 form, as `getEncoded` gives it.
  ///
  /// @throws IllegalArgumentException when it is no key of the kind
  public static PublicKey read(byte[] encoded) {
    try {
      return checked(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public EC key: " + e.getMessage(), e);
    }
  }

  static PublicKey checked(PublicKey key) {
    if (key instanceof ECPublicKey ec
        && ec.getParams().getOrder().bitLength() == BITS
        && ec.getParams().toString().contains("secp256r1")) {
      return key;
    }
    throw new IllegalArgumentException(
        "a node's key must be EC on the curve P-256, not " + key.getAlgorithm());
  }

  /// Whether what the private key signs is verified by the public one.
  static boolean belongTogether(PrivateKey secret, PublicKey open) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(secret);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

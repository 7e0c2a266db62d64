package io.jorch.agent.image;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A content address: the SHA-256 of some bytes, as 64 lower case hex digits.
public record Digest(String hex) implements Comparable<Digest> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "sha256:";

  /// 26 digits of base 32 hold 130 bits: short enough for the 4096 bytes of overlay mount options
  /// to name 70 layers, long enough that no two different layers can be made to share a name.
  private static final int SHORT_DIGITS = 26;

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("'" + hex + "' is not 64 lower case hex digits");
    }
  }

  /// Reads `sha256:<hex>`; other algorithms are refused.
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("digest '" + text + "' is not of the form sha256:<hex>");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  public static Digest of(byte[] bytes) {
    return finish(sha256(bytes));
  }

  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The digest of what was fed to `hash`, which is reset.
  public static Digest finish(MessageDigest hash) {
    return new Digest(HexFormat.of().formatHex(hash.digest()));
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The first twelve hex digits, for people.
  public String shortHex() {
    return hex.substring(0, 12);
  }

  /// A directory name: 26 characters of base 32 that identify the content like the digest does.
  public String directoryName() {
    BigInteger bits = new BigInteger(hex, 16).shiftRight(256 - SHORT_DIGITS * 5);
    String digits = bits.toString(32);
    return "0".repeat(SHORT_DIGITS - digits.length()) + digits;
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }

  private static MessageDigest sha256(byte[] bytes) {
    MessageDigest hash = sha256();
    hash.update(bytes);
    return hash;
  }
}

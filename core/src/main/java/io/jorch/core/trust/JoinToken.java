package io.jorch.core.trust;

import java.util.regex.Pattern;

/// What a new node joins with: the fingerprint of the authority's root, by which it recognises the
/// cluster, and the secret, by which the cluster recognises it and knows its role. As text:
/// `JORCH-1-FINGERPRINT-SECRET`.
public record JoinToken(Fingerprint authority, String secret) {
  static final int SECRET_BYTES = 16;
  private static final String BEGIN = "JORCH-";
  private static final String VERSION = "1";
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{" + 2 * SECRET_BYTES + "}");

  public JoinToken {
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException("the secret must be 32 digits of lower-case hex");
    }
  }

  /// Reads what a user pasted. The errors never repeat the secret.
  ///
  /// @throws IllegalArgumentException when it is no token, or not a whole one
  public static JoinToken parse(String text) {
    String token = text.strip();
    if (!token.startsWith(BEGIN)) {
      throw unreadable("it does not begin with " + BEGIN + VERSION + "-");
    }
    String[] parts = token.substring(BEGIN.length()).split("-", -1);
    if (!parts[0].equals(VERSION)) {
      throw unreadable("it is of version '" + parts[0] + "', and this jorch reads " + VERSION);
    }
    if (parts.length != 3) {
      throw unreadable("it has " + (parts.length + 1) + " parts between dashes instead of 4");
    }
    return new JoinToken(authority(parts[1]), secret(parts[2]));
  }

  private static Fingerprint authority(String part) {
    try {
      return new Fingerprint(part);
    } catch (IllegalArgumentException e) {
      throw unreadable(
          "its fingerprint must be "
              + Fingerprint.LENGTH
              + " digits of lower-case hex, not '"
              + part
              + "'");
    }
  }

  private static String secret(String part) {
    int digits = 2 * SECRET_BYTES;
    if (part.length() != digits) {
      throw unreadable(
          "its last part has "
              + part.length()
              + " characters instead of "
              + digits
              + ", so it was not copied whole");
    }
    if (!SECRET.matcher(part).matches()) {
      throw unreadable("its last part is not lower-case hex");
    }
    return part;
  }

  private static IllegalArgumentException unreadable(String why) {
    return new IllegalArgumentException(
        "the join token cannot be read: "
            + why
            + "; 'jorch cluster token worker|manager' on a manager prints it");
  }

  /// The token itself, secret and all.
  public String text() {
    return BEGIN + VERSION + "-" + authority + "-" + secret;
  }

  /// Without the secret.
  @Override
  public String toString() {
    return BEGIN + VERSION + "-" + authority + "-...";
  }
}

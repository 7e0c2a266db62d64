package io.jorch.core.trust;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A cluster, chosen at random when it is formed. Certificates carry it, so that nodes of another
/// cluster are told from those of an unknown authority.
public record ClusterId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]{12,32}");
  private static final int BYTES = 10;

  public ClusterId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "cluster id '" + value + "' is not allowed: it must match " + FORM);
    }
  }

  public static ClusterId random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ClusterId(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}

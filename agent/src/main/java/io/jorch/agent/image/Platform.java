package io.jorch.agent.image;

import java.util.Locale;

/// Operating system, architecture and variant in Go's words, as registries use them:
/// `linux/amd64`, `linux/arm/v7`. The variant may be empty.
public record Platform(String os, String architecture, String variant) {

  public static Platform parse(String text) throws ImageException {
    String[] parts = text.split("/", -1);
    boolean empty = false;
    for (String part : parts) empty |= part.isEmpty();
    if (parts.length < 2 || parts.length > 3 || empty) {
      throw new ImageException("platform '" + text + "' is not of the form linux/amd64[/variant]");
    }
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
  }

  /// The platform this program runs on.
  public static Platform current() {
    return new Platform("linux", architecture(System.getProperty("os.arch", "")), "");
  }

  /// Whether an image made for `image` runs here. A wanted variant must be met exactly, except that
  /// arm64 and arm64/v8 are the same thing.
  public boolean accepts(Platform image) {
    if (!os.equals(image.os) || !architecture.equals(image.architecture)) return false;
    return variant.isEmpty() || normal(variant).equals(normal(image.variant));
  }

  private String normal(String variant) {
    return architecture.equals("arm64") && variant.equals("v8") ? "" : variant;
  }

  private static String architecture(String java) {
    return switch (java.toLowerCase(Locale.ROOT)) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      default -> java;
    };
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}

package io.jorch.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a service's program was built for, in the names of the OCI image specification.
public record Platform(String os, String architecture) {
  /// Architectures this program runs on or knows images of.
  public static final List<String> ARCHITECTURES =
      List.of("amd64", "arm64", "arm", "386", "loong64", "mips64le", "ppc64le", "riscv64", "s390x");

  private static final Map<String, String> ALIASES =
      Map.of("x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64", "i386", "386");

  /// Reads `linux/amd64` or an architecture alone; empty for what has neither form or names
  /// another system than Linux. The architecture may be one that nobody knows.
  public static Optional<Platform> parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    boolean variant = parts.length == 3 && text.endsWith("arm64/v8");
    boolean bare = parts.length == 1 && !parts[0].isEmpty() && !parts[0].equals("linux");
    if (bare) return Optional.of(new Platform("linux", named(parts[0])));
    if ((parts.length != 2 && !variant) || !parts[0].equals("linux") || parts[1].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Platform("linux", named(parts[1])));
  }

  private static String named(String architecture) {
    return ALIASES.getOrDefault(architecture, architecture);
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}

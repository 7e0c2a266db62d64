package io.jorch.agent.build;

import io.jorch.agent.image.Platform;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Build arguments: what the user gave, what the file declares before its first FROM, and what is
/// always there. A stage sees one only after its own ARG.
final class Arguments {
  /// Usable in RUN without an ARG, and not part of what makes a step different.
  static final Set<String> PROXIES =
      Set.of(
          "HTTP_PROXY",
          "http_proxy",
          "HTTPS_PROXY",
          "https_proxy",
          "FTP_PROXY",
          "ftp_proxy",
          "NO_PROXY",
          "no_proxy",
          "ALL_PROXY",
          "all_proxy");

  private static final String EPOCH = "SOURCE_DATE_EPOCH";
  private final Map<String, String> given;
  private final Map<String, String> globals = new LinkedHashMap<>();
  private final Map<String, String> platform = new HashMap<>();
  private final Set<String> consumed = new LinkedHashSet<>();

  Arguments(Map<String, String> given, Platform target) {
    this.given = given;
    platform("TARGET", target);
    platform("BUILD", Platform.current());
    if (given.containsKey(EPOCH)) consumed.add(EPOCH);
  }

  private void platform(String prefix, Platform p) {
    platform.put(prefix + "PLATFORM", p.toString());
    platform.put(prefix + "OS", p.os());
    platform.put(prefix + "ARCH", p.architecture());
    platform.put(prefix + "VARIANT", p.variant());
  }

  /// Declares an argument before the first FROM; its default is already expanded.
  void declareGlobal(String name, Optional<String> value) {
    Optional<String> found = given(name).or(() -> value);
    found.ifPresent(v -> globals.put(name, v));
  }

  /// What a FROM sees.
  Optional<String> global(String name) {
    return Optional.ofNullable(globals.get(name)).or(() -> Optional.ofNullable(platform.get(name)));
  }

  /// The value an ARG in a stage gets: given, its own default, declared globally, or predefined.
  Optional<String> declare(String name, Optional<String> value) {
    return given(name).or(() -> value).or(() -> global(name));
  }

  Map<String, String> proxies() {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : new TreeSet<>(PROXIES)) given(name).ifPresent(v -> found.put(name, v));
    return found;
  }

  /// Given, but no ARG asked for it.
  Set<String> unused() {
    Set<String> left = new TreeSet<>(given.keySet());
    left.removeAll(consumed);
    left.removeAll(PROXIES);
    return left;
  }

  Optional<String> sourceDateEpoch() {
    return Optional.ofNullable(given.get(EPOCH));
  }

  private Optional<String> given(String name) {
    if (given.containsKey(name)) consumed.add(name);
    return Optional.ofNullable(given.get(name));
  }
}

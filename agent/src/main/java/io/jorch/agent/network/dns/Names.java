package io.jorch.agent.network.dns;

import io.jorch.agent.linux.net.Ipv4;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All names of all networks at one moment. A name with no addresses is known, but nobody serves it
/// now.
public final class Names {
  public static final Names NONE = new Names(Map.of());
  private static final String REVERSE = ".in-addr.arpa";
  private final Map<String, Map<String, List<Ipv4>>> byNetwork = new HashMap<>();
  private final Map<String, Map<Ipv4, String>> reverse = new HashMap<>();

  /// Network, then name (service, alias, container, `tasks.<service>`), then addresses.
  public Names(Map<String, Map<String, List<Ipv4>>> names) {
    names.forEach(
        (network, entries) -> {
          Map<String, List<Ipv4>> lower = new HashMap<>();
          entries.forEach(
              (name, addresses) ->
                  lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(addresses)));
          byNetwork.put(network, lower);
          reverse.put(network, reverse(lower));
        });
  }

  /// The most particular name of an address: shared with the fewest others, then the longest (a
  /// container's name contains its service's).
  private static Map<Ipv4, String> reverse(Map<String, List<Ipv4>> names) {
    Map<Ipv4, String> best = new HashMap<>();
    names.forEach(
        (name, addresses) -> {
          if (isHostName(name))
            addresses.forEach(a -> best.merge(a, name, (x, y) -> moreParticular(names, x, y)));
        });
    return best;
  }

  private static boolean isHostName(String name) {
    return name.matches("[^.]{1,63}") && !name.startsWith("tasks.");
  }

  private static String moreParticular(Map<String, List<Ipv4>> names, String a, String b) {
    int shared =
        Integer.compare(
            names.getOrDefault(a, List.of()).size(), names.getOrDefault(b, List.of()).size());
    int longer = Integer.compare(b.length(), a.length());
    int order = shared != 0 ? shared : longer != 0 ? longer : a.compareTo(b);
    return order <= 0 ? a : b;
  }

  /// The addresses of a name, of all the networks that know it, or empty when none does.
  /// `name.network` asks one network.
  Optional<List<Ipv4>> addresses(List<String> networks, String name) {
    Set<Ipv4> found = new LinkedHashSet<>();
    boolean known = false;
    for (String network : networks) {
      Map<String, List<Ipv4>> names = byNetwork.getOrDefault(network, Map.of());
      List<Ipv4> addresses = names.get(name);
      if (addresses == null) addresses = names.get(without(network, name));
      if (addresses == null) continue;
      known = true;
      found.addAll(addresses);
    }
    return known ? Optional.of(List.copyOf(found)) : Optional.empty();
  }

  private static String without(String network, String name) {
    String suffix = "." + network.toLowerCase(Locale.ROOT);
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  /// The name of `4.3.2.1.in-addr.arpa`, with its network behind it.
  Optional<String> pointer(List<String> networks, String name) {
    Optional<Ipv4> address = reversed(name);
    if (address.isEmpty()) return Optional.empty();
    for (String network : networks) {
      String found = reverse.getOrDefault(network, Map.of()).get(address.get());
      if (found != null) return Optional.of(found + "." + network);
    }
    return Optional.empty();
  }

  private static Optional<Ipv4> reversed(String name) {
    if (!name.endsWith(REVERSE)) return Optional.empty();
    String[] parts = name.substring(0, name.length() - REVERSE.length()).split("\\.", -1);
    try {
      return Optional.of(Ipv4.parse(String.join(".", List.of(parts).reversed())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

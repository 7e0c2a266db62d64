package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Contents of a container's `/etc/resolv.conf` and `/etc/hosts` (resolv.conf(5), hosts(5)).
public final class ResolverFiles {
  private ResolverFiles() {}

  /// The container asks only the embedded server; search domains and options come from the host's
  /// file, unless given. Without an `ndots` a name is tried as it is first, since service names
  /// have no dots.
  public static String resolvConf(
      String hostResolvConf, List<String> search, List<String> options) {
    List<String> domains = search.isEmpty() ? last(hostResolvConf, "search", "domain") : search;
    List<String> wanted =
        new ArrayList<>(options.isEmpty() ? last(hostResolvConf, "options") : options);
    wanted.removeIf(option -> option.equals("edns0") || option.equals("trust-ad"));
    if (wanted.stream().noneMatch(option -> option.startsWith("ndots:"))) wanted.add("ndots:0");
    StringBuilder text = new StringBuilder("nameserver 127.0.0.11\n");
    if (!domains.isEmpty() && !domains.equals(List.of(".")))
      text.append("search ").append(String.join(" ", domains)).append('\n');
    return text.append("options ").append(String.join(" ", wanted)).append('\n').toString();
  }

  private static List<String> last(String resolvConf, String... keywords) {
    List<String> values = List.of();
    for (String line : resolvConf.lines().toList()) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (List.of(keywords).contains(words.getFirst())) values = words.subList(1, words.size());
    }
    return values;
  }

  /// `hostname` belongs to each of the addresses; `extra` is name to address, as in compose's
  /// `extra_hosts`.
  public static String hosts(String hostname, List<Ipv4> addresses, Map<String, String> extra) {
    StringBuilder text =
        new StringBuilder(
            """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            """);
    extra.forEach((name, address) -> text.append(address).append('\t').append(name).append('\n'));
    addresses.forEach(address -> text.append(address).append('\t').append(hostname).append('\n'));
    return text.toString();
  }
}

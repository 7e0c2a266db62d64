package io.jorch.cli.doctor;

import java.util.List;
import java.util.Optional;

/// What container networks need of the kernel, and who may be in their way.
final class Network {
  private Network() {}

  static List<Finding> check(Host host) {
    return List.of(
        module(host, "bridge", "bridge", "networks of stacks"),
        module(host, "veth", "veth", "networks of stacks"),
        module(host, "nftables", "nf_tables", "published ports and ways to the outside"),
        forwarding(host),
        engines(host));
  }

  private static Finding module(Host host, String subject, String name, String use) {
    if (Kernel.loadable(host, name) || knownByName(host, name))
      return Finding.ok(subject, "present");
    return Finding.warn(
        subject,
        "not seen in the kernel; " + use + " need it",
        "modprobe " + name + ", unless it is built in");
  }

  /// Built-in code without parameters has no directory below /sys/module, but symbols.
  private static boolean knownByName(Host host, String name) {
    String symbol =
        switch (name) {
          case "veth" -> " veth_setup";
          case "bridge" -> " br_dev_setup";
          default -> " nf_tables_newrule";
        };
    return host.lines("/proc/kallsyms").stream().anyMatch(line -> line.contains(symbol));
  }

  private static Finding forwarding(Host host) {
    if (host.text("/proc/sys/net/ipv4/ip_forward").strip().equals("1"))
      return Finding.ok("forwarding", "net.ipv4.ip_forward is 1");
    return Finding.warn(
        "forwarding",
        "net.ipv4.ip_forward is 0",
        "nothing to do: the daemon switches it on when a network needs it");
  }

  /// Another engine's default of dropping what is forwarded applies to bridges of ours as well,
  /// when iptables sees bridged packets.
  private static Finding engines(Host host) {
    Optional<String> rules = host.output("iptables", "-S", "FORWARD");
    boolean drops = rules.isPresent() && rules.get().contains("-P FORWARD DROP");
    if (!drops) return Finding.ok("firewall", "no rule drops what is forwarded by default");
    return Finding.warn(
        "firewall",
        "the policy of FORWARD is DROP, likely by another container engine",
        "if containers do not reach each other: iptables -I FORWARD -i jorch+ -j ACCEPT, "
            + "the same with -o, or stop the other engine");
  }
}

package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The firewall's rules as text for nftables(8). One table for each instance. What changes with
/// networks and ports is elements of sets and maps and one small chain for each published port; the
/// base chains never change.
record Ruleset(String table) {
  /// Table, sets and base chains. May be repeated on an existing table: contents of sets and port
  /// chains stay.
  String skeleton() {
    return """
        add table ip TABLE
        add set ip TABLE bridges { type ifname; }
        add set ip TABLE internal { type ifname; }
        add set ip TABLE same { type ifname . ifname; }
        add set ip TABLE home { type ipv4_addr . ifname; flags interval; }
        add set ip TABLE outward { type ipv4_addr; flags interval; }
        add set ip TABLE far { type ipv4_addr; }
        add map ip TABLE ports-at { type ipv4_addr . inet_proto . inet_service : verdict; }
        add map ip TABLE ports-any { type inet_proto . inet_service : verdict; }
        add chain ip TABLE guard { type filter hook prerouting priority raw; policy accept; }
        add chain ip TABLE forward { type filter hook forward priority filter; policy accept; }
        add chain ip TABLE publish
        add chain ip TABLE incoming { type nat hook prerouting priority dstnat; policy accept; }
        add chain ip TABLE outgoing { type nat hook output priority -100; policy accept; }
        add chain ip TABLE masquerading { type nat hook postrouting priority srcnat; policy accept; }
        flush chain ip TABLE guard
        flush chain ip TABLE forward
        flush chain ip TABLE publish
        flush chain ip TABLE incoming
        flush chain ip TABLE outgoing
        flush chain ip TABLE masquerading
        add rule ip TABLE guard iifname != "lo" ip daddr 127.0.0.0/8 drop
        add rule ip TABLE guard iifname @bridges ip saddr 127.0.0.0/8 drop
        add rule ip TABLE forward ct state established,related accept
        add rule ip TABLE forward iifname . oifname @same accept
        add rule ip TABLE forward iifname @internal drop
        add rule ip TABLE forward ct status dnat accept
        add rule ip TABLE forward oifname @bridges drop
        add rule ip TABLE publish ip daddr . meta l4proto . th dport vmap @ports-at
        add rule ip TABLE publish fib daddr type local meta l4proto . th dport vmap @ports-any
        add rule ip TABLE incoming jump publish
        add rule ip TABLE outgoing jump publish
        add rule ip TABLE masquerading ct status dnat ip saddr . oifname @home masquerade
        add rule ip TABLE masquerading ct status dnat ip daddr @far masquerade
        add rule ip TABLE masquerading oifname @bridges ip saddr 127.0.0.0/8 masquerade
        add rule ip TABLE masquerading oifname @internal ct status dnat masquerade
        add rule ip TABLE masquerading ip saddr @outward oifname != @bridges masquerade
        """
        .replace("TABLE", table);
  }

  /// Removes the table, there or not.
  String clear() {
    return "add table ip " + table + "\ndelete table ip " + table + "\n";
  }

  String addNetwork(String bridge, NetworkSpec spec) {
    return network("add", bridge, spec);
  }

  String removeNetwork(String bridge, NetworkSpec spec) {
    return network("delete", bridge, spec);
  }

  private String network(String verb, String bridge, NetworkSpec spec) {
    String name = '"' + bridge + '"';
    return element(verb, "bridges", name)
        + element(verb, "same", name + " . " + name)
        + element(verb, "home", spec.subnet() + " . " + name)
        + (spec.internal()
            ? element(verb, "internal", name)
            : element(verb, "outward", spec.subnet().toString()));
  }

  /// From backends on other machines answers come back only if this one asked in its own name.
  String far(Collection<Ipv4> gone, Collection<Ipv4> fresh) {
    return addresses("delete", gone) + addresses("add", fresh);
  }

  private String addresses(String verb, Collection<Ipv4> addresses) {
    if (addresses.isEmpty()) return "";
    return element(
        verb, "far", addresses.stream().map(Ipv4::toString).collect(Collectors.joining(", ")));
  }

  String publish(PublishedPort port) {
    String chain = chain(port.at());
    return "add chain ip "
        + table
        + " "
        + chain
        + "\n"
        + replaceBackends(port)
        + element("add", map(port.at()), key(port.at()) + " : goto " + chain);
  }

  String unpublish(HostPort at) {
    String chain = chain(at);
    return element("delete", map(at), key(at))
        + "flush chain ip "
        + table
        + " "
        + chain
        + "\ndelete chain ip "
        + table
        + " "
        + chain
        + "\n";
  }

  String replaceBackends(PublishedPort port) {
    String chain = "ip " + table + " " + chain(port.at());
    return "flush chain " + chain + "\nadd rule " + chain + " " + verdict(port) + "\n";
  }

  /// A port means nothing without its protocol, so nft wants that named before it translates one.
  private static String verdict(PublishedPort port) {
    List<Backend> backends = port.backends();
    String translate = "meta l4proto " + port.at().protocol() + " dnat to ";
    return switch (backends.size()) {
      case 0 -> refusal(port.at().protocol());
      case 1 -> translate + backends.getFirst().address() + ":" + backends.getFirst().port();
      default ->
          translate + "numgen random mod " + backends.size() + " map { " + choices(backends) + " }";
    };
  }

  private static String choices(List<Backend> backends) {
    return IntStream.range(0, backends.size())
        .mapToObj(i -> i + " : " + backends.get(i).address() + " . " + backends.get(i).port())
        .collect(Collectors.joining(", "));
  }

  private static String refusal(Protocol protocol) {
    return switch (protocol) {
      case TCP -> "meta l4proto tcp reject with tcp reset";
      case UDP -> "reject with icmp type port-unreachable";
    };
  }

  private static String chain(HostPort at) {
    return at.protocol() + "-" + at.address() + "-" + at.port();
  }

  private static String map(HostPort at) {
    return at.anyAddress() ? "ports-any" : "ports-at";
  }

  private static String key(HostPort at) {
    return (at.anyAddress() ? "" : at.address() + " . ") + at.protocol() + " . " + at.port();
  }

  private String element(String verb, String set, String element) {
    return verb + " element ip " + table + " " + set + " { " + element + " }\n";
  }
}

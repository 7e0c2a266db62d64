package io.jorch.agent.network;

import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps one nftables table in step with the networks and published ports. A table left by an
/// earlier daemon goes on working while networks are made known again; the first [#publish] then
/// replaces it in one transaction. Other programs of the host may take the table away: then the
/// next change, or [#mend], writes all of it.
final class Firewall implements AutoCloseable {
  private final Nftables nftables;
  private final Ruleset rules;
  private final Table table;
  private final Map<String, NetworkSpec> networks = new LinkedHashMap<>();
  private Map<HostPort, PublishedPort> ports = Map.of();
  private boolean standing;
  private boolean ours;

  Firewall(Nftables nftables, NetlinkSocket netfilter, String instance) {
    this.nftables = nftables;
    this.rules = new Ruleset("jorch-" + instance);
    this.table = new Table(nftables, netfilter, rules.table());
  }

  synchronized void addNetwork(String bridge, NetworkSpec spec) throws IOException {
    if (spec.equals(networks.get(bridge))) return;
    String before = standing ? "" : rules.skeleton();
    Optional<NetworkSpec> former = Optional.ofNullable(networks.put(bridge, spec));
    try {
      change(before + rules.addNetwork(bridge, spec), ports);
    } catch (IOException e) {
      networks.remove(bridge);
      former.ifPresent(old -> networks.put(bridge, old));
      throw e;
    }
    standing = true;
  }

  /// Does the change or, if it does not fit what is there, writes everything.
  private void change(String commands, Map<HostPort, PublishedPort> next) throws IOException {
    try {
      table.change(commands);
    } catch (IOException e) {
      if (!ours) throw e;
      try {
        table.replace(everything(next));
      } catch (IOException again) {
        again.addSuppressed(e);
        throw again;
      }
    }
  }

  synchronized void removeNetwork(String bridge) throws IOException {
    NetworkSpec spec = networks.get(bridge);
    if (spec == null) return;
    networks.remove(bridge);
    if (!clearIfUnused()) change(rules.removeNetwork(bridge, spec), ports);
  }

  /// Makes exactly these ports published; only what differs is touched. Gives the ports that
  /// differ.
  synchronized Set<HostPort> publish(Collection<PublishedPort> wanted) throws IOException {
    Map<HostPort, PublishedPort> next = byHostPort(wanted);
    Map<HostPort, PublishedPort> before = ports;
    if (!ours) {
      table.replace(everything(next));
      standing = ours = true;
    } else if (!before.equals(next)) {
      change(difference(before, next), next);
      standing = true;
    }
    ports = next;
    clearIfUnused();
    return changed(before, next);
  }

  private static Map<HostPort, PublishedPort> byHostPort(Collection<PublishedPort> wanted) {
    Map<HostPort, PublishedPort> byPort = new LinkedHashMap<>();
    for (PublishedPort port : wanted) {
      if (byPort.put(port.at(), port) != null) {
        throw new IllegalArgumentException(
            "host port " + port.at() + " is published twice; give its backends together");
      }
    }
    return byPort;
  }

  private String everything(Map<HostPort, PublishedPort> next) {
    StringBuilder text = new StringBuilder(rules.clear()).append(rules.skeleton());
    networks.forEach((bridge, spec) -> text.append(rules.addNetwork(bridge, spec)));
    next.values().forEach(port -> text.append(rules.publish(port)));
    return text.toString();
  }

  private String difference(
      Map<HostPort, PublishedPort> before, Map<HostPort, PublishedPort> next) {
    StringBuilder text = new StringBuilder(standing ? "" : rules.skeleton());
    before.keySet().stream()
        .filter(at -> !next.containsKey(at))
        .forEach(at -> text.append(rules.unpublish(at)));
    next.forEach(
        (at, port) -> {
          if (!before.containsKey(at)) text.append(rules.publish(port));
          else if (!port.equals(before.get(at))) text.append(rules.replaceBackends(port));
        });
    return text.toString();
  }

  private static Set<HostPort> changed(
      Map<HostPort, PublishedPort> before, Map<HostPort, PublishedPort> next) {
    Map<HostPort, Boolean> differs = new LinkedHashMap<>();
    before.forEach((at, port) -> differs.put(at, !port.equals(next.get(at))));
    next.forEach((at, port) -> differs.put(at, !port.equals(before.get(at))));
    differs.values().removeIf(different -> !different);
    return differs.keySet();
  }

  synchronized void rewrite() throws IOException {
    table.replace(networks.isEmpty() && ports.isEmpty() ? rules.clear() : everything(ports));
    standing = ours = !networks.isEmpty() || !ports.isEmpty();
  }

  /// Writes all rules anew if another program has changed or removed them; gives whether it had to.
  synchronized boolean mend() throws IOException {
    if (!ours || !standing || table.intact()) return false;
    rewrite();
    return table.intact();
  }

  /// Other tables whose rule is to drop what they do not know: an accepted packet still has to pass
  /// them.
  synchronized List<String> obstacles() throws IOException {
    List<String> sentences = new ArrayList<>();
    String table = "";
    for (String line : nftables.run("list chains").lines().map(String::strip).toList()) {
      if (line.startsWith("table ")) table = line.substring(6, line.indexOf('{')).strip();
      if (line.contains("hook forward") && line.contains("policy drop")) {
        sentences.add(
            "the firewall table '"
                + table
                + "' drops forwarded packets it does not know, containers may have no"
                + " network; let it accept interfaces jo-* (with Docker: iptables -I DOCKER-USER -i jo-+ -j ACCEPT"
                + " and the same with -o)");
      }
    }
    return sentences;
  }

  private boolean clearIfUnused() throws IOException {
    if (!standing || !networks.isEmpty() || !ports.isEmpty()) return false;
    table.replace(rules.clear());
    standing = false;
    return true;
  }

  /// Removes the table of this instance, whoever made it, unless something is still known to need
  /// it.
  synchronized void sweep() throws IOException {
    standing = true;
    clearIfUnused();
  }

  @Override
  public void close() {
    nftables.close();
  }
}

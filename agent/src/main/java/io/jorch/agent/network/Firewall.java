package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
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
  private final WholeTable tunnels;
  private final WholeTable members;
  private final Map<String, NetworkSpec> networks = new LinkedHashMap<>();
  private Published published = Published.NOTHING;
  private boolean standing;
  private boolean ours;

  Firewall(Nftables nftables, NetlinkSocket netfilter, String instance) {
    this.nftables = nftables;
    this.rules = new Ruleset("jorch-" + instance);
    OwnTransactions own = new OwnTransactions();
    this.table = new Table(nftables, netfilter, rules.table(), own);
    this.tunnels = new WholeTable(nftables, netfilter, rules.table() + "-tunnels", own);
    this.members = new WholeTable(nftables, netfilter, rules.table() + "-members", own);
  }

  /// Who may send packets of networks to this machine; empty when nobody's are expected.
  void tunnelsFrom(Optional<Set<Ipv4>> machines) throws IOException {
    tunnels.set(machines.map(Strangers::outOfTunnels));
  }

  /// Whether the loopback addresses of the cluster's members are root's alone.
  void guardMembers(boolean on) throws IOException {
    members.set(on ? Optional.of(Strangers.outOfMembers()) : Optional.empty());
  }

  synchronized void addNetwork(String bridge, NetworkSpec spec) throws IOException {
    NetworkSpec known = networks.get(bridge);
    if (known != null && known.sameButForGrowth(spec)) return;
    String before = standing ? "" : rules.skeleton();
    Optional<NetworkSpec> former = Optional.ofNullable(networks.put(bridge, spec));
    try {
      change(before + rules.addNetwork(bridge, spec), published);
    } catch (IOException e) {
      networks.remove(bridge);
      former.ifPresent(old -> networks.put(bridge, old));
      throw e;
    }
    standing = true;
  }

  /// Does the change or, if it does not fit what is there, writes everything.
  private void change(String commands, Published next) throws IOException {
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
    if (!clearIfUnused()) change(rules.removeNetwork(bridge, spec), published);
  }

  /// Makes exactly these ports published; only what differs is touched. Gives the ports that
  /// differ.
  ///
  /// @param elsewhere addresses that are on other machines
  synchronized Set<HostPort> publish(Collection<PublishedPort> wanted, Set<Ipv4> elsewhere)
      throws IOException {
    Published next = Published.of(wanted, elsewhere);
    Published before = published;
    if (!ours) {
      table.replace(everything(next));
      standing = ours = true;
    } else if (!before.equals(next)) {
      change((standing ? "" : rules.skeleton()) + before.difference(rules, next), next);
      standing = true;
    }
    published = next;
    clearIfUnused();
    return before.changed(next);
  }

  private String everything(Published next) {
    StringBuilder text = new StringBuilder(rules.clear()).append(rules.skeleton());
    networks.forEach((bridge, spec) -> text.append(rules.addNetwork(bridge, spec)));
    return text.append(next.commands(rules)).toString();
  }

  synchronized void rewrite() throws IOException {
    boolean needed = !networks.isEmpty() || !published.isEmpty();
    table.replace(needed ? everything(published) : rules.clear());
    standing = ours = needed;
  }

  /// Writes all rules anew if another program has changed or removed them; gives whether it had to.
  synchronized boolean mend() throws IOException {
    boolean mended = tunnels.mend();
    mended |= members.mend();
    if (!ours || !standing || table.intact()) return mended;
    rewrite();
    return table.intact() || mended;
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
    if (!standing || !networks.isEmpty() || !published.isEmpty()) return false;
    table.replace(rules.clear());
    standing = false;
    return true;
  }

  /// Removes the tables of this instance, whoever made them, unless something is still known to
  /// need them.
  synchronized void sweep() throws IOException {
    standing = true;
    clearIfUnused();
    String others = tunnels.sweep() + members.sweep();
    if (!others.isEmpty()) table.change(others);
  }

  @Override
  public void close() {
    nftables.close();
  }
}

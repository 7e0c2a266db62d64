package io.jorch.agent.network;

import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import io.jorch.agent.linux.net.RulesGeneration;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One table of nftables, whose owner can tell whether another program has been at it. As long as
/// the kernel counts no other transactions than this program's, nobody has; else its content is
/// compared with what the owner left.
final class Table {
  private final Nftables nftables;
  private final NetlinkSocket netfilter;
  private final String name;
  private final OwnTransactions own;
  private int generation;
  private boolean known;

  /// Read when first needed: most changes are followed by another one.
  private Optional<List<String>> content = Optional.empty();

  Table(Nftables nftables, NetlinkSocket netfilter, String name, OwnTransactions own) {
    this.nftables = nftables;
    this.netfilter = netfilter;
    this.name = name;
    this.own = own;
  }

  /// Changes something of what is there.
  void change(String commands) throws IOException {
    int before = generation;
    boolean sure = known;
    known = false;
    replace(commands);
    known &= sure && own.only(before, generation);
  }

  /// Changes everything: what was there before does not matter.
  void replace(String commands) throws IOException {
    known = false;
    content = Optional.empty();
    synchronized (own) {
      int before = RulesGeneration.now(netfilter);
      nftables.run(commands);
      generation = RulesGeneration.now(netfilter);
      known = generation == before + 1;
      if (known) own.made(generation);
    }
  }

  /// Whether the table is as its owner's commands left it. False when that cannot be told.
  boolean intact() throws IOException {
    int now = RulesGeneration.now(netfilter);
    if (known && own.only(generation, now)) {
      generation = now;
      if (content.isEmpty()) remember();
      return true;
    }
    if (content.isEmpty() || !content.get().equals(listing())) return false;
    generation = now;
    known = true;
    return true;
  }

  private void remember() throws IOException {
    List<String> listing = listing();
    if (RulesGeneration.now(netfilter) == generation) content = Optional.of(listing);
  }

  /// The words of the table in an order of ours, for the kernel has none for the elements of a set.
  private List<String> listing() {
    try {
      String text = nftables.run("list table ip " + name);
      return Arrays.stream(text.split("[\\s,]+", -1)).sorted().toList();
    } catch (IOException gone) {
      return List.of();
    }
  }
}

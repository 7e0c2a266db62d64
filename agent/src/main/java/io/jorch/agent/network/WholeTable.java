package io.jorch.agent.network;

import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import java.io.IOException;
import java.util.Optional;

/// A table that is there with one content, or not at all, and is written as a whole.
final class WholeTable {
  private final Table table;
  private final String name;
  private Optional<String> content = Optional.empty();

  WholeTable(Nftables nftables, NetlinkSocket netfilter, String name, OwnTransactions own) {
    this.table = new Table(nftables, netfilter, name, own);
    this.name = name;
  }

  /// Makes this the content: commands in which `TABLE` stands for the table's name.
  synchronized void set(Optional<String> commands) throws IOException {
    if (commands.equals(content)) return;
    table.replace(text(commands));
    content = commands;
  }

  private String text(Optional<String> commands) {
    String clear = "add table ip " + name + "\ndelete table ip " + name + "\n";
    return clear
        + commands
            .map(text -> "add table ip " + name + "\n" + text.replace("TABLE", name))
            .orElse("");
  }

  /// Writes it anew if another program has been at it; gives whether it had to.
  synchronized boolean mend() throws IOException {
    if (content.isEmpty() || table.intact()) return false;
    table.replace(text(content));
    return table.intact();
  }

  /// What removes it, when an earlier daemon left one that is not wanted now.
  synchronized String sweep() {
    return content.isPresent() ? "" : text(Optional.empty());
  }
}

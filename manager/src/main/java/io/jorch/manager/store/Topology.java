package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.util.List;
import java.util.UUID;

/// Who takes part in the log. The one place where peers, their addresses and TLS come in.
public sealed interface Topology {
  /// One member: nothing listens on any port, nothing can be reached from outside.
  record Alone() implements Topology {}

  /// One of several managers, or the first of what may become several.
  ///
  /// @param self the node's id, which names the member too; the same for the directory's life
  /// @param bind the only port that is opened, with TLS for everything on it
  /// @param advertised where the others reach this member
  /// @param entry how a directory that knows of no group yet comes to one; ignored afterwards
  record Member(NodeId self, PeerAddress bind, PeerAddress advertised, Entry entry, PeerTls tls)
      implements Topology {
    /// This member as the others know it.
    public Peer peer() {
      return new Peer(self, advertised);
    }
  }

  /// How a member comes into its group.
  sealed interface Entry {
    /// It founds the group, alone at first, from what its directory holds: nothing, or a store
    /// that was alone until now and keeps all its objects with their versions.
    record Founder() implements Entry {}

    /// It waits to be added to a group by that group's leader. Its directory must be empty or hold
    /// this very group.
    ///
    /// @param group [RaftStore#group()] of the members that are there
    /// @param peers those members; commits reach their leader also before this one is added
    record Newcomer(UUID group, List<Peer> peers) implements Entry {
      public Newcomer {
        peers = List.copyOf(peers);
      }
    }
  }
}

package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The members of the group, asked and changed through any of them. Changes go one at a time; each
/// needs a majority. All futures fail with [StoreException].
public interface Members {
  /// The members as this one knows them, by id; may lag behind the leader.
  List<Peer> all();

  /// Adds a member whose store is open as [Topology.Entry.Newcomer]; completes when it has caught
  /// up and counts. Fails and changes nothing when it cannot be reached. One that is a member
  /// already with this address stays as it is.
  CompletableFuture<List<Peer>> add(Peer peer);

  /// Removes a member, also one that is gone, also the leader; nothing happens to one that is no
  /// member. The last one cannot be removed.
  CompletableFuture<List<Peer>> remove(NodeId id);

  /// Makes another member lead; completes when it does.
  CompletableFuture<Void> transfer(NodeId to);

  /// Asks every member how it is; completes within about two seconds, also when some are silent.
  CompletableFuture<List<MemberHealth>> health();
}

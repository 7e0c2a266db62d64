package io.jorch.cli.daemon;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.model.NodeId;
import io.jorch.manager.cluster.Rosters;
import io.jorch.manager.cluster.Rotation;
import io.jorch.manager.cluster.Voters;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.Watch;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A manager's part in the cluster's own affairs: rosters come from its store, and while it leads
/// it sees to it that the managers, and only they, are the store's members, and that a root that
/// was replaced is trusted no longer than needed.
final class Council implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Council.class);
  private static final long LOOK_MILLIS = 1_000;

  private final RaftStore raft;
  private final Neighbours neighbours;
  private final Rosters rosters;
  private final Voters voters;
  private final Rotation rotation;
  private final Starting<Cluster> cluster;
  private final Watch watch;
  private final Thread thread;

  Council(RaftStore raft, Neighbours neighbours, Starting<Cluster> cluster, InstantSource clock) {
    this.raft = raft;
    this.neighbours = neighbours;
    this.cluster = cluster;
    ClusterStore store = new ClusterStore(raft);
    this.rosters = new Rosters(store, raft.group());
    this.voters = new Voters(raft);
    this.rotation = new Rotation(store, clock);
    this.watch = store.watch(this::changed);
    this.thread = Thread.ofPlatform().daemon().name("council").start(this::run);
    changed();
  }

  private void changed() {
    rosters.current().ifPresent(neighbours::roster);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      if (raft.leadership().leads().isEmpty()) return;
      voters.step(present());
      rotation.step();
    } catch (RuntimeException e) {
      LOG.warn("the managers' membership and root were not looked at: {}", e.getMessage(), e);
    }
  }

  Set<NodeId> present() {
    return cluster.peek().stream()
        .flatMap(there -> there.members().stream())
        .map(MemberInfo::node)
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    watch.close();
    thread.interrupt();
  }
}

package io.jorch.cli.daemon;

import io.jorch.agent.image.BlobService;
import io.jorch.agent.node.NodeAgent;
import io.jorch.core.mesh.JoinService;
import io.jorch.core.mesh.Mesh;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Roster;
import io.jorch.manager.cluster.Admissions;
import io.jorch.manager.cluster.ClusterDesk;
import io.jorch.manager.control.ClusterOperations;
import io.jorch.manager.control.LocalCluster;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.RequestException;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.RaftStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The cluster's own affairs on this node: who is in it, who comes and goes, and this node's
/// certificate.
///
/// @param cluster what operators may ask here
/// @param local what this node does about being in a cluster
/// @param open to be closed, the last first
record Affairs(ClusterOperations cluster, LocalCluster local, Deque<AutoCloseable> open)
    implements AutoCloseable {

  static final String IMAGES = "images";

  static Affairs alone(RaftStore store, LocalCluster forming, InstantSource clock) {
    return new Affairs(new ClusterDesk(store, Set::of, clock), forming, new ArrayDeque<>());
  }

  /// What a part in a cluster is made of.
  record Member(
      Neighbours neighbours, Part.Opened rooms, Hall hall, InstantSource clock, Ending ending) {}

  static Affairs of(Member member, LocalCluster local) {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    Neighbours neighbours = member.neighbours();
    ClusterOperations cluster =
        member
            .rooms()
            .store()
            .map(store -> manager(member, store, open))
            .orElseGet(() -> worker(neighbours));
    NodeAgent agent = member.rooms().agent();
    member
        .rooms()
        .ways()
        .serve(IMAGES, EnumSet.allOf(NodeRole.class), BlobService.class, agent::blobs);
    open.push(RosterFeed.follow(neighbours));
    open.push(Renewal.start(neighbours, member.clock(), member.ending()::startAnew));
    return new Affairs(cluster, local, open);
  }

  private static ClusterOperations manager(
      Member member, RaftStore store, Deque<AutoCloseable> open) {
    Neighbours neighbours = member.neighbours();
    Mesh mesh = neighbours.mesh();
    Council council = new Council(store, neighbours, member.rooms().cluster());
    open.push(council);
    RosterFeed.serve(neighbours);
    JoinService.serve(mesh, new Admissions(new ClusterStore(store), store.group(), member.clock()));
    Leaving.serve(neighbours, store);
    member
        .rooms()
        .ways()
        .serve(Hall.SERVICE, EnumSet.allOf(NodeRole.class), Operations.class, member.hall()::local);
    return new ClusterDesk(store, council::present, member.clock());
  }

  private static ClusterOperations worker(Neighbours neighbours) {
    return Switch.of(
        ClusterOperations.class,
        () -> {
          throw RequestException.conflict(
              "this node is a worker; ask a manager: "
                  + neighbours.roster().managers().stream()
                      .map(Roster.Entry::hostname)
                      .collect(Collectors.joining(", ")));
        },
        "",
        new Persistence());
  }

  @Override
  public void close() throws IOException {
    try {
      while (!open.isEmpty()) open.pop().close();
    } catch (Exception e) {
      throw new IOException("end the cluster's affairs: " + e.getMessage(), e);
    }
  }
}

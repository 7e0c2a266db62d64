package io.jorch.cli.daemon;

import io.jorch.agent.node.NodeAgent;
import io.jorch.core.api.ClusterInit;
import io.jorch.core.api.ClusterJoin;
import io.jorch.core.mesh.MeshStream;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.trust.IdentityFiles;
import io.jorch.core.trust.Roster;
import io.jorch.manager.control.LocalCluster;
import io.jorch.manager.control.RequestException;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.RaftStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node of a cluster becomes a machine on its own again, or a manager goes on alone.
final class Leaving implements LocalCluster {
  static final String SERVICE = "leave";
  static final String RECOVER = "recover";

  private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);
  private static final long PATIENCE_SECONDS = 20;
  private static final long STOPPING_SECONDS = 120;

  private final Path stateDir;
  private final Neighbours neighbours;
  private final Optional<RaftStore> store;
  private final NodeAgent agent;
  private final Ending ending;

  /// @param store of a manager
  Leaving(
      Path stateDir,
      Neighbours neighbours,
      Optional<RaftStore> store,
      NodeAgent agent,
      Ending ending) {
    this.stateDir = stateDir;
    this.neighbours = neighbours;
    this.store = store;
    this.agent = agent;
    this.ending = ending;
  }

  /// At a manager: lets nodes leave by themselves.
  static void serve(Neighbours neighbours, RaftStore store) {
    ClusterStore records = new ClusterStore(store);
    neighbours
        .mesh()
        .registerParting(
            SERVICE,
            stream -> {
              remove(records, stream.peer().node());
              stream.output().write('.');
            });
  }

  private static void remove(ClusterStore records, NodeId node) throws IOException {
    try {
      records.remove(node).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("take node " + node + " out of the cluster: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static RequestException member() {
    return RequestException.conflict(
        "this node is in a cluster already; `jorch cluster leave` takes it out");
  }

  @Override
  public void init(ClusterInit request) throws RequestException {
    throw member();
  }

  @Override
  public void join(ClusterJoin request) throws RequestException {
    throw member();
  }

  @Override
  public void restore(InputStream backup) throws RequestException {
    throw member();
  }

  @Override
  public void leave(boolean force) throws IOException {
    Membership membership = neighbours.membership();
    boolean last = membership.roster().managers().size() == 1 && store.isPresent();
    if (last && !force) {
      throw RequestException.conflict(
          "this node is the cluster's only manager: with --force the cluster ends, and with it all"
              + " that its store knows");
    }
    try {
      if (!last) withdraw(membership);
    } catch (IOException e) {
      if (!force) {
        throw RequestException.conflict(
            e.getMessage() + "; with --force this node leaves without telling the others");
      }
      LOG.warn("leaving without a word to the managers: {}", e.getMessage());
    }
    empty(membership.node());
    forget();
    ending.startAnew();
  }

  private void withdraw(Membership membership) throws IOException {
    if (store.isPresent()) {
      remove(new ClusterStore(store.get()), membership.node());
      return;
    }
    IOException last = new IOException("no manager is known");
    for (Roster.Entry manager : membership.roster().managers()) {
      try (MeshStream stream = neighbours.mesh().open(manager.id(), SERVICE)) {
        stream.end();
        if (stream.input().read() >= 0) return;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /// Ends all that the cluster had running here.
  private void empty(NodeId node) throws IOException {
    agent.assign(AssignmentSet.nothing(node, Long.MAX_VALUE));
    Path tasks = stateDir.resolve("tasks");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOPPING_SECONDS);
    try {
      while (holdsAnything(tasks)) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "containers of the cluster still run here after " + STOPPING_SECONDS + " s");
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while containers were being stopped", e);
    }
  }

  private static boolean holdsAnything(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    }
  }

  /// The node gets another id: the cluster never speaks to this one again. Its identity goes last.
  private void forget() throws IOException {
    Files.deleteIfExists(stateDir.resolve("assignments.json"));
    Files.deleteIfExists(stateDir.resolve("node-id"));
    Membership.delete(stateDir);
    new IdentityFiles(Membership.directory(stateDir)).delete();
  }

  /// What a former member's store held is of no use to a machine on its own.
  static void clear(Path stateDir) throws IOException {
    for (String each : List.of(Stores.ALONE, "cluster")) Trees.delete(stateDir.resolve(each));
  }

  @Override
  public void recover() throws IOException {
    if (store.isEmpty()) {
      throw RequestException.conflict(
          "this node is a worker and has nothing to recover from; run it on a manager");
    }
    Files.writeString(Membership.directory(stateDir).resolve(RECOVER), "\n");
    ending.startAnew();
  }
}

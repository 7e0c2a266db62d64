package io.jorch.manager.cluster;

import io.jorch.core.api.ClusterView;
import io.jorch.core.api.ClusterView.ManagerLine;
import io.jorch.core.api.ClusterView.NodeLine;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.manager.control.ClusterOperations;
import io.jorch.manager.control.RequestException;
import io.jorch.manager.store.ClusterRecord;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.MemberHealth;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Answers operators about the cluster, at any manager, from its own copy of the durable store.
public final class ClusterDesk implements ClusterOperations {
  private static final long PATIENCE_SECONDS = 20;

  private final RaftStore raft;
  private final ClusterStore store;
  private final Supplier<Set<NodeId>> present;
  private final InstantSource clock;

  /// @param present nodes that are there now
  public ClusterDesk(RaftStore raft, Supplier<Set<NodeId>> present, InstantSource clock) {
    this.raft = raft;
    this.store = new ClusterStore(raft);
    this.present = present;
    this.clock = clock;
  }

  @Override
  public ClusterView status() throws IOException {
    ClusterStore.State state = store.state();
    ClusterRecord cluster = cluster(state);
    List<MemberHealth> health = await(raft.members().health(), "ask the managers how they are");
    List<ManagerLine> managers = new ArrayList<>();
    health.forEach(each -> managers.add(line(state, each)));
    state.nodes().stream()
        .filter(node -> node.role() == NodeRole.MANAGER)
        .filter(node -> health.stream().noneMatch(each -> each.peer().id().equals(node.id())))
        .forEach(node -> managers.add(joining(node)));
    return new ClusterView(
        cluster.id(),
        Admissions.authority(cluster).fingerprint().value(),
        cluster.createdAt(),
        leader(state),
        health.size() / 2 + 1,
        managers,
        state.nodes().stream().map(ClusterDesk::line).toList(),
        Advice.of(managers, health.size()),
        Rotation.waiting(state).map(this::rotation));
  }

  private ClusterView.Rotation rotation(List<NodeRecord> waiting) {
    Set<NodeId> there = present.get();
    return new ClusterView.Rotation(
        waiting.stream()
            .map(
                node ->
                    new ClusterView.Waiting(
                        node.id().value(), node.hostname(), there.contains(node.id())))
            .toList());
  }

  private String leader(ClusterStore.State state) {
    return raft.leadership()
        .leader()
        .map(peer -> state.node(peer.id()).map(NodeRecord::hostname).orElse(peer.id().value()))
        .orElse("");
  }

  private static ManagerLine line(ClusterStore.State state, MemberHealth health) {
    NodeId id = health.peer().id();
    return new ManagerLine(
        id.value(),
        state.node(id).map(NodeRecord::hostname).orElse(""),
        health.peer().address().toString(),
        health.reachable() ? health.role().name().toLowerCase(Locale.ROOT) : "unreachable",
        health.lag().orElse(-1),
        health.trouble().orElse(""));
  }

  private static ManagerLine joining(NodeRecord node) {
    return new ManagerLine(
        node.id().value(),
        node.hostname(),
        node.address(),
        "joining",
        -1,
        "is to be a manager and does not take part yet");
  }

  private static NodeLine line(NodeRecord node) {
    return new NodeLine(node.id().value(), node.hostname(), node.role().text(), node.address());
  }

  @Override
  public String token(NodeRole role, boolean rotate) throws IOException {
    ClusterRecord cluster = cluster(store.state());
    if (rotate) {
      cluster =
          await(
              store.change(each -> each.with(each.secrets().rotate(role))),
              "store a new join secret");
    }
    return cluster.secrets().token(role, Admissions.authority(cluster).fingerprint()).text();
  }

  @Override
  public void role(String reference, NodeRole role) throws IOException {
    NodeRecord node = find(reference);
    if (role == NodeRole.WORKER) checkAnotherManager(node);
    await(
        store.change(node.id(), each -> each.with(role)),
        "make node " + node.hostname() + " a " + role.text());
  }

  private void checkAnotherManager(NodeRecord node) throws RequestException {
    boolean another =
        store.state().nodes().stream()
            .anyMatch(each -> each.role() == NodeRole.MANAGER && !each.id().equals(node.id()));
    if (node.role() == NodeRole.MANAGER && !another) {
      throw RequestException.conflict(
          "node "
              + node.hostname()
              + " is the only manager; make another one first with `jorch node promote`");
    }
  }

  @Override
  public void remove(String reference, boolean force) throws IOException {
    NodeRecord node = find(reference);
    checkAnotherManager(node);
    boolean drained = node.availability() == NodeRecord.Availability.DRAIN;
    if (!force && !drained && present.get().contains(node.id())) {
      throw RequestException.conflict(
          "node "
              + node.hostname()
              + " is there and may run tasks: move them away with `jorch node drain "
              + node.hostname()
              + "` first, or use --force, which leaves them running on it unwatched");
    }
    if (!force) checkHasNoVolumes(node);
    await(
        raft.members().remove(node.id()), "take node " + node.hostname() + " out of the managers");
    await(store.remove(node.id()), "remove node " + node.hostname());
  }

  private void checkHasNoVolumes(NodeRecord node) throws RequestException {
    String volumes =
        new StackStore(raft)
            .state().volumes().entrySet().stream()
                .filter(each -> each.getValue().equals(node.id()))
                .map(each -> each.getKey().value())
                .collect(Collectors.joining(", "));
    if (volumes.isEmpty()) return;
    throw RequestException.conflict(
        "node "
            + node.hostname()
            + " alone has the data of volume "
            + volumes
            + "; what uses it would wait for good. Save what is needed (`jorch cp`), then use"
            + " --force; `jorch volume rm` afterwards lets it start anew elsewhere");
  }

  @Override
  public void rotateAuthority() throws IOException {
    ClusterStore.State state = store.state();
    cluster(state);
    Optional<List<NodeRecord>> waiting = Rotation.waiting(state);
    if (waiting.isPresent()) throw RequestException.conflict(underWay(waiting.get()));
    await(new Rotation(store, clock).begin(), "store the next authority");
  }

  private static String underWay(List<NodeRecord> waiting) {
    String begin = "the authority's root is not replaced again: the last replacement is under way";
    if (waiting.isEmpty()) return begin + " and about to end; try again in some seconds";
    return begin
        + ", since these nodes have no certificate of the new root yet: "
        + waiting.stream().map(NodeRecord::hostname).collect(Collectors.joining(", "))
        + ". Each gets one by itself while it runs; `jorch node rm` takes out one that will not"
        + " come back";
  }

  @Override
  public void backup(OutputStream out) throws IOException {
    raft.backup(out);
  }

  private static ClusterRecord cluster(ClusterStore.State state) throws RequestException {
    return state
        .cluster()
        .orElseThrow(
            () ->
                RequestException.conflict(
                    "this machine is in no cluster; `jorch cluster init` forms one,"
                        + " `jorch cluster join` joins one"));
  }

  private NodeRecord find(String reference) throws RequestException {
    List<NodeRecord> all = store.state().nodes();
    List<NodeRecord> named =
        all.stream()
            .filter(
                node -> node.hostname().equals(reference) || node.id().value().equals(reference))
            .toList();
    List<NodeRecord> found =
        named.isEmpty()
            ? all.stream().filter(node -> node.id().value().startsWith(reference)).toList()
            : named;
    if (found.size() == 1 && !reference.isEmpty()) return found.getFirst();
    String names = all.stream().map(NodeRecord::hostname).collect(Collectors.joining(", "));
    throw found.isEmpty() || reference.isEmpty()
        ? RequestException.missing("no node is called '" + reference + "'; there are: " + names)
        : RequestException.invalid(
            "'" + reference + "' means " + found.size() + " nodes; give an id of `jorch node ls`");
  }

  private static <T> T await(CompletableFuture<T> future, String what) throws IOException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      String reason = Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("");
      throw RequestException.conflict(what + ": " + reason);
    } catch (TimeoutException e) {
      throw RequestException.conflict(
          what + ": the managers do not agree in time; `jorch cluster status` shows who answers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(what + ": interrupted", e);
    }
  }
}

package io.jorch.manager.control;

import io.jorch.core.api.DrainProgress;
import io.jorch.core.api.NodeView;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.Task;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.NodeRecord.Availability;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Nodes as operators see them, and what operators say about them.
final class NodeDesk {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration BREATH = Duration.ofMillis(15);
  private final Stacks stacks;
  private final ControlLoop loop;
  private final Draining draining;
  private final InstantSource clock;

  NodeDesk(Stacks stacks, ControlLoop loop, Draining draining, InstantSource clock) {
    this.stacks = stacks;
    this.loop = loop;
    this.draining = draining;
    this.clock = clock;
  }

  List<NodeView> all() {
    Observed observed = loop.picture().observed();
    Map<NodeId, Integer> tasks = tasks(observed);
    return observed.nodes().values().stream()
        .sorted(
            Comparator.comparing((NodeState node) -> node.info().hostname())
                .thenComparing(NodeState::id))
        .map(node -> view(node, tasks))
        .toList();
  }

  NodeView one(String reference) throws RequestException {
    Observed observed = loop.picture().observed();
    return view(find(reference), tasks(observed));
  }

  NodeView availability(String reference, Availability availability) throws IOException {
    return change(reference, record -> record.with(availability));
  }

  /// Removing a label that is not there changes nothing.
  NodeView labels(String reference, Map<String, String> add, Set<String> remove)
      throws IOException {
    return change(
        reference,
        record -> {
          Map<String, String> labels = new LinkedHashMap<>(record.labels());
          labels.keySet().removeAll(remove);
          labels.putAll(add);
          return record.with(labels);
        });
  }

  private NodeView change(String reference, UnaryOperator<NodeRecord> change) throws IOException {
    NodeState node = find(reference);
    // Where there is no cluster, nothing is kept of the only node until an operator speaks of it.
    Optional<NodeRecord> first =
        stacks.nodes().isEmpty() ? Optional.of(unspoken(node.info())) : Optional.empty();
    if (stacks.change(node.id(), first, change).isEmpty()) {
      throw RequestException.missing(
          "node " + node.info().hostname() + " was removed from the cluster meanwhile");
    }
    loop.wake();
    return view(node, tasks(loop.picture().observed()));
  }

  private NodeRecord record(NodeInfo info) {
    return Optional.ofNullable(stacks.nodes().get(info.id())).orElseGet(() -> unspoken(info));
  }

  /// A node that no operator has spoken of is active.
  private NodeRecord unspoken(NodeInfo info) {
    return new NodeRecord(
        info.id(),
        info.hostname(),
        NodeRole.MANAGER,
        "",
        "",
        clock.instant(),
        Availability.ACTIVE,
        Map.of());
  }

  /// Sends what is left on a drained node, now and at each change, until nothing moves any more.
  void drained(String reference, Consumer<DrainProgress> sink) throws RequestException {
    NodeId id = find(reference).id();
    Optional<DrainProgress> last = Optional.empty();
    try {
      while (true) {
        long seen = loop.drawn().generation();
        if (record(find(id.value()).info()).availability() != Availability.DRAIN) {
          throw RequestException.conflict(
              "node " + reference + " is not drained; `jorch node drain` does it");
        }
        Optional<DrainProgress> now = draining.of(loop.picture(), id);
        if (now.isPresent() && !last.equals(now)) sink.accept(now.get());
        if (now.filter(progress -> progress.moving().isEmpty()).isPresent()) return;
        last = now;
        Thread.sleep(BREATH);
        loop.drawn().await(seen, LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// By id, start of an id, or host name.
  NodeState find(String reference) throws RequestException {
    List<NodeState> all = List.copyOf(loop.picture().nodes().values());
    List<NodeState> named =
        all.stream()
            .filter(
                node ->
                    node.id().value().equals(reference) || node.info().hostname().equals(reference))
            .toList();
    List<NodeState> found =
        named.isEmpty()
            ? all.stream().filter(node -> node.id().value().startsWith(reference)).toList()
            : named;
    if (found.size() == 1 && !reference.isEmpty()) return found.getFirst();
    throw found.isEmpty() || reference.isEmpty()
        ? RequestException.missing(
            "no node is called '" + reference + "'; `jorch node ls` lists them")
        : RequestException.invalid(
            "'"
                + reference
                + "' means "
                + found.size()
                + " nodes; give an id from `jorch node ls`");
  }

  /// How many tasks that are not over each node has.
  private static Map<NodeId, Integer> tasks(Observed observed) {
    Map<NodeId, Integer> counts = new HashMap<>();
    for (Task task : observed.tasks().values()) {
      if (task.node().isPresent() && observed.see(task).live()) {
        counts.merge(task.node().get(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private NodeView view(NodeState node, Map<NodeId, Integer> tasks) {
    NodeInfo info = node.info();
    NodeRecord record = record(info);
    String detail = node.intake() == Intake.UNSTABLE ? node.intake().refusal() : "";
    return new NodeView(
        info.id().value(),
        info.hostname(),
        node.role().text(),
        status(node.liveness()),
        record.availability().name().toLowerCase(Locale.ROOT),
        detail,
        record.labels(),
        info.labels(),
        info.architecture(),
        info.kernel(),
        info.version(),
        info.capacity().nanoCpus().orElse(0),
        info.capacity().memoryBytes().orElse(0),
        info.startedAt(),
        tasks.getOrDefault(info.id(), 0));
  }

  private static String status(Liveness liveness) {
    return switch (liveness) {
      case Liveness.Ready _ -> "ready";
      case Liveness.Disconnected _ -> "disconnected";
      case Liveness.Lost _ -> "lost";
    };
  }
}

package io.jorch.manager.control;

import io.jorch.core.api.ImageView;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.cluster.MembershipListener;
import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskSpecHash;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.node.NodeService;
import io.jorch.manager.plan.Spelling;
import io.jorch.manager.plan.StackEdit;
import io.jorch.manager.reconcile.Convergence;
import io.jorch.manager.reconcile.Reconciler;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A manager at work: reads the durable store and what agents report, and sends assignments.
public final class ManagerNode implements AutoCloseable {
  private final Board board = new Board();
  private final InstantSource clock;
  private final EventLog events;
  private final Chronicle chronicle;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();
  private final SharedMap<TaskId, TaskRecord> records;
  private final SharedMap<TaskId, TaskStatus> statuses;
  private final SharedMap<NodeId, NodeInfo> nodes;
  private final ControlLoop loop;
  private final Manager manager;

  /// What a manager is given.
  ///
  /// @param hint words such as `; did you mean 'web'?`, or none
  /// @param node the node whose images and volumes requests mean
  /// @param self of the node this daemon is on, and its cgroup layout for people
  public record Parts(
      StackStore store,
      Cluster cluster,
      Spelling.Hint hint,
      Supplier<Optional<NodeService>> node,
      NodeInfo self,
      String cgroups,
      Path stateDir,
      Path runDir,
      long epoch,
      InstantSource clock,
      Runnable shutDown) {}

  public ManagerNode(Parts parts) {
    Function<TaskSpec, SpecHash> hash = new KnownHashes(TaskSpecHash::of);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    clock = parts.clock();
    events = new EventLog(clock);
    chronicle = new Chronicle(events);
    records = parts.cluster().map(MapName.TASKS);
    statuses = parts.cluster().map(MapName.STATUSES);
    nodes = parts.cluster().map(MapName.NODES);
    Spelling spelling = new Spelling(parts.hint());
    Stacks stacks = new Stacks(parts.store(), this::usedPrefixes, spelling);
    Dispatcher dispatcher =
        new Dispatcher(
            parts.cluster().map(MapName.ASSIGNMENTS),
            records,
            statuses,
            hash,
            stacks,
            parts.epoch() << 20);
    Removals removals =
        new Removals(stacks, dispatcher::sentRevisions, parts.node(), chronicle, clock);
    loop =
        new ControlLoop(
            stacks,
            board,
            new Reconciler(hash, random),
            new Placing(stacks, hash),
            dispatcher,
            removals,
            chronicle,
            clock);
    Progresses progresses = new Progresses(loop, new Convergence(hash), stacks);
    Listings listings =
        new Listings(loop, stacks, progresses, spec -> imageCommand(parts.node(), spec));
    manager =
        new Manager(
            new ControlRoom(
                stacks,
                loop,
                new Changes(stacks, new StackEdit(spelling), chronicle, loop::wake, clock),
                progresses,
                listings,
                new Inspection(loop, stacks, listings, parts.node(), spelling),
                new OneOffs(stacks, board, hash, random, clock, loop::wake),
                events,
                new InfoDesk(
                    parts.self(),
                    parts.cgroups(),
                    parts.stateDir(),
                    parts.runDir(),
                    clock.instant()),
                parts.node(),
                parts.shutDown()));
    subscribe(parts);
  }

  private void subscribe(Parts parts) {
    Watch watch = parts.store().watch(loop::wake);
    subscriptions.add(watch);
    subscriptions.add(records.listen(this::recordChanged));
    subscriptions.add(statuses.listen(this::statusChanged));
    subscriptions.add(nodes.listen(this::nodeChanged));
    subscriptions.add(parts.cluster().watchMembers(new Members()));
  }

  private final class Members implements MembershipListener {
    @Override
    public void joined(MemberInfo member) {
      loop.wake();
    }

    @Override
    public void left(MemberInfo member) {
      board.nodeLeft(member.node(), clock.instant());
      loop.wake();
    }
  }

  private void recordChanged(TaskId id, Optional<Stamped<TaskRecord>> now) {
    now.ifPresent(record -> board.recover(record.value().task(), record.value().spec()));
    loop.wake();
  }

  private void statusChanged(TaskId id, Optional<Stamped<TaskStatus>> now) {
    if (now.isEmpty()) return;
    TaskStatus status = now.get().value();
    Optional<Board.Taken> taken = board.take(status);
    taken.ifPresent(
        change -> change.task().ifPresent(task -> chronicle.status(task, change.before(), status)));
    loop.wake();
  }

  /// A node has told its tasks before itself, but events of different maps may arrive in any
  /// order: what it told is read from the maps.
  private void nodeChanged(NodeId id, Optional<Stamped<NodeInfo>> now) {
    if (now.isEmpty()) return;
    if (!board.knows(now.get().value())) {
      records
          .snapshot()
          .values()
          .forEach(each -> board.recover(each.value().task(), each.value().spec()));
      statuses.snapshot().values().forEach(each -> board.take(each.value()));
    }
    board.nodeReported(now.get().value());
    loop.wake();
  }

  private Collection<String> usedPrefixes() {
    return board.nodes().stream().flatMap(node -> node.usedPrefixes().stream()).toList();
  }

  private static List<String> imageCommand(Supplier<Optional<NodeService>> node, TaskSpec spec) {
    try {
      Optional<NodeService> service = node.get();
      if (service.isEmpty()) return List.of();
      String image = spec.imageId().orElse(spec.image());
      return service.get().image(image).map(ImageView::command).orElse(List.of());
    } catch (IOException e) {
      return List.of(); // a listing shows what it can
    }
  }

  /// Begins to look and act. Nodes that reported before are seen now.
  public void start() {
    loop.start();
    nodes.snapshot().forEach((id, info) -> nodeChanged(id, Optional.of(info)));
  }

  public Operations operations() {
    return manager;
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable each : subscriptions) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IOException("end a subscription: " + e.getMessage(), e);
      }
    }
    loop.close();
  }
}

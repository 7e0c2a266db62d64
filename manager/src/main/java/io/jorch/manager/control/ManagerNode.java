package io.jorch.manager.control;

import io.jorch.core.api.ImageView;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.cluster.MembershipListener;
import io.jorch.core.cluster.Shared;
import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.Leading;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// A manager at work: reads the durable store and what agents report, and sends assignments.
public final class ManagerNode implements AutoCloseable {
  /// What a manager listens to.
  private static final List<MapName<?, ?>> MAPS =
      List.of(MapName.TASKS, MapName.STATUSES, MapName.NODES, MapName.ATTENDANCE, MapName.IMAGES);

  private final Board board;
  private final InstantSource clock;
  private final EventLog events;
  private final Chronicle chronicle;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();
  private final SharedMap<TaskId, TaskRecord> records;
  private final SharedMap<TaskId, TaskStatus> statuses;
  private final SharedMap<NodeId, NodeInfo> nodes;
  private final SharedMap<NodeId, Attendance> attendance;
  private final SharedMap<NodeId, Leading> leaders;
  private final AtomicBoolean told = new AtomicBoolean();
  private final Pace recalling = Pace.byProcessorTime();
  private final Shared cluster;
  private final Dispatcher dispatcher;
  private final ImageBook images;
  private final Leading leading;
  private final ControlLoop loop;
  private final Manager manager;

  /// What a manager is given.
  ///
  /// @param hint words such as `; did you mean 'web'?`, or none
  /// @param node the node whose images requests mean
  /// @param nodes the way to each node
  /// @param self of the node this daemon is on, and its cgroup layout for people
  public record Parts(
      StackStore store,
      Shared cluster,
      Spelling.Hint hint,
      Supplier<Optional<NodeService>> node,
      NodeServices nodes,
      NodeInfo self,
      String cgroups,
      Path stateDir,
      Path runDir,
      long epoch,
      InstantSource clock,
      Runnable shutDown) {}

  /// Makes a later beginning quick: the first who listens to a map waits for members that do not
  /// answer, such as the manager that decided until then.
  public static void prepare(Shared cluster) {
    MAPS.forEach(name -> listenOnce(cluster.map(name)));
  }

  private static void listenOnce(SharedMap<?, ?> map) {
    map.listen((key, now) -> {}).close();
  }

  public ManagerNode(Parts parts) {
    Function<TaskSpec, SpecHash> hash = new KnownHashes(TaskSpecHash::of);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    clock = parts.clock();
    events = new EventLog(clock);
    chronicle = new Chronicle(events);
    cluster = parts.cluster();
    leading = new Leading(parts.self().id(), parts.epoch());
    board = new Board(new Attendances(parts.epoch(), clock.instant(), Sight.of(parts).patience()));
    attendance = cluster.map(MapName.ATTENDANCE);
    leaders = cluster.map(MapName.LEADERS);
    records = parts.cluster().map(MapName.TASKS);
    statuses = parts.cluster().map(MapName.STATUSES);
    nodes = parts.cluster().map(MapName.NODES);
    Spelling spelling = new Spelling(parts.hint());
    Stacks stacks = new Stacks(parts.store(), this::usedPrefixes, spelling);
    dispatcher =
        new Dispatcher(
            parts.cluster().map(MapName.ASSIGNMENTS),
            records,
            statuses,
            hash,
            stacks,
            parts.epoch() << 20);
    Reach reach = new Reach(parts.nodes(), this::picture);
    VolumeBook volumes = new VolumeBook(stacks, reach);
    VolumeSweep sweep = new VolumeSweep(stacks, reach);
    Removals removals =
        new Removals(stacks, dispatcher::sentRevisions, sweep::of, chronicle, clock, this::wake);
    LateRemovals lateRemovals =
        new LateRemovals(
            stacks, dispatcher::sentRevisions, sweep::on, chronicle, clock, this::wake);
    images = new ImageBook(parts.cluster().map(MapName.IMAGES));
    subscriptions.add(images);
    Placing placing = new Placing(stacks, hash, images);
    loop =
        new ControlLoop(
            stacks,
            board,
            new Reconciler(hash, random),
            placing,
            dispatcher,
            removals,
            lateRemovals,
            chronicle,
            clock,
            this::recall,
            cluster::departed);
    Progresses progresses = new Progresses(loop, new Convergence(hash), stacks, removals::left);
    Listings listings =
        new Listings(loop, stacks, progresses, spec -> imageCommand(parts.node(), spec));
    manager =
        new Manager(
            new ControlRoom(
                stacks,
                loop,
                new Changes(
                    stacks,
                    new StackEdit(spelling),
                    new Foresight(placing),
                    chronicle,
                    loop::wake,
                    clock),
                progresses,
                new Histories(stacks, listings),
                new NodeDesk(stacks, loop, new Draining(hash), clock),
                listings,
                new Inspection(
                    loop, placing, stacks, listings, parts.node(), reach, volumes, spelling),
                new OneOffs(stacks, board, placing, reach, hash, random, clock, loop::wake),
                reach,
                new LogStreams(stacks, listings, reach, clock),
                new StatsStreams(stacks, listings, reach),
                volumes,
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

  private Picture picture() {
    return loop.picture();
  }

  private void wake() {
    loop.wake();
  }

  private void subscribe(Parts parts) {
    Watch watch = parts.store().watch(loop::wake);
    subscriptions.add(watch);
    subscriptions.add(records.listen(this::recordChanged));
    subscriptions.add(statuses.listen(this::statusChanged));
    subscriptions.add(nodes.listen(this::nodeChanged));
    subscriptions.add(attendance.listen(this::attended));
    subscriptions.add(parts.cluster().watchMembers(new Members()));
  }

  private final class Members implements MembershipListener {
    @Override
    public void joined(MemberInfo member) {
      membersChanged();
    }

    @Override
    public void left(MemberInfo member) {
      if (!member.lite()) tellAgain(); // others hold no data
      membersChanged();
    }

    @Override
    public void merged() {
      tellAgain();
      membersChanged();
    }
  }

  private void tellAgain() {
    announce();
    dispatcher.sendAgain();
  }

  /// Without waiting: a member that does not answer may hold the entry.
  private void announce() {
    var _ = leaders.send(leading.node(), leading, leading.epoch());
  }

  private void membersChanged() {
    Set<NodeId> members =
        cluster.members().stream().map(MemberInfo::node).collect(Collectors.toSet());
    board.members(members, clock.instant());
    loop.wake();
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

  private void nodeChanged(NodeId id, Optional<Stamped<NodeInfo>> now) {
    now.ifPresent(info -> board.node(info.value()));
    loop.wake();
  }

  private void attended(NodeId id, Optional<Stamped<Attendance>> now) {
    told.set(true);
    loop.wake();
  }

  /// Takes in what nodes have told. A node tells its tasks before it says so, but events of
  /// different maps may arrive in any order: who has told is read first, what it told afterwards.
  private void recall() {
    if (!recalling.due() || !told.getAndSet(false)) return;
    try {
      recalling.run(this::readMaps);
    } catch (RuntimeException e) {
      told.set(true);
      throw e;
    }
  }

  private void readMaps() {
    images.read();
    List<Attendance> attended =
        attendance.snapshot().values().stream().map(Stamped::value).toList();
    board.recoverAll(
        records.snapshot().values().stream().map(Stamped::value).toList(),
        statuses.snapshot().values().stream().map(Stamped::value).toList());
    nodes.snapshot().values().forEach(info -> board.node(info.value()));
    attended.forEach(board::attended);
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

  /// Begins to look and act, and asks all nodes to tell what they have.
  public void start() {
    announce();
    told.set(true);
    membersChanged();
    loop.start();
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
    leaders.remove(leading.node());
  }
}

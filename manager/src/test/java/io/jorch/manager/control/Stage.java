package io.jorch.manager.control;

import static io.jorch.manager.reconcile.Specs.service;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.Health;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.manager.node.Presence;
import io.jorch.manager.plan.Spelling;
import io.jorch.manager.reconcile.Reconciler;
import io.jorch.manager.reconcile.Specs;
import io.jorch.manager.schedule.Images;
import io.jorch.manager.store.MemoryStore;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.NodeRecord.Availability;
import io.jorch.manager.store.Proposal;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.VolumeFates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A whole manager without its threads: a store and maps in memory, nodes that are played, and a
/// loop that looks when it is told to. What happens is random.
final class Stage {
  static final long EPOCH = 1;
  final Board board;
  final Stacks stacks;
  final Removals removals;
  final Dispatcher dispatcher;
  final ControlLoop loop;
  final Reconciler reconciler;
  final MemoryMap<NodeId, AssignmentSet> sets = new MemoryMap<>();
  Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final StackStore store = new StackStore(new MemoryStore());
  private final Random random;
  private final List<NodeId> nodes = new ArrayList<>();
  private final Set<NodeId> members = new TreeSet<>();
  private final Map<TaskId, TaskStatus> told = new TreeMap<>();
  private long sequence;

  Stage(long seed) throws IOException {
    random = new Random(seed);
    board = new Board(new Attendances(EPOCH, now, Presence.LOST_AFTER));
    stacks = new Stacks(store, List::of, new Spelling((_, _) -> ""));
    dispatcher =
        new Dispatcher(
            sets,
            new MemoryMap<TaskId, TaskRecord>(),
            new MemoryMap<TaskId, TaskStatus>(),
            Specs::hash,
            stacks,
            100);
    Chronicle chronicle = new Chronicle(new EventLog(() -> now));
    removals =
        new Removals(
            stacks,
            dispatcher::sentRevisions,
            _ -> VolumeFates.NONE,
            chronicle,
            () -> now,
            () -> {});
    LateRemovals lateRemovals =
        new LateRemovals(
            stacks,
            dispatcher::sentRevisions,
            (_, _) -> VolumeFates.NONE,
            chronicle,
            () -> now,
            () -> {});
    reconciler = new Reconciler(Specs::hash, random);
    Placing placing = new Placing(stacks, Specs::hash, Images.UNKNOWN);
    loop =
        new ControlLoop(
            stacks,
            board,
            reconciler,
            placing,
            dispatcher,
            removals,
            lateRemovals,
            chronicle,
            () -> now,
            () -> {},
            Set::of);
    for (int n = 1; n <= 5; n++) nodes.add(new NodeId("node0000000" + n));
    for (NodeId node : nodes) put(record(node, Availability.ACTIVE));
    nodes.forEach(this::join);
  }

  private void put(NodeRecord record) throws IOException {
    stacks.change(record.id(), Optional.of(record), _ -> record);
  }

  private static NodeRecord record(NodeId node, Availability availability) {
    return new NodeRecord(
        node, "host-" + node, NodeRole.WORKER, "", "", Instant.EPOCH, availability, Map.of());
  }

  private void join(NodeId node) {
    members.add(node);
    board.members(members, now);
    info(node, 0);
    board.attended(new Attendance(node, 1, EPOCH, false));
  }

  private void info(NodeId node, long applied) {
    board.node(
        new NodeInfo(
            node,
            "host-" + node,
            "amd64",
            "6",
            "1",
            Resources.NONE,
            Map.of(),
            1,
            Instant.EPOCH,
            List.of(),
            applied));
  }

  /// Something that users, nodes or time do.
  void event() throws IOException {
    switch (random.nextInt(12)) {
      case 0 -> up(random.nextInt(3));
      case 1 -> now = now.plusMillis(random.nextInt(3_000));
      case 2 -> leave();
      case 3 ->
          nodes.stream().filter(node -> !members.contains(node)).findAny().ifPresent(this::join);
      case 4 -> put(record(any(), List.of(Availability.values()).get(random.nextInt(3))));
      case 5 -> crash();
      case 6 -> {
        if (random.nextInt(5) == 0) down(random.nextInt(3));
      }
      default -> work();
    }
    now = now.plusMillis(1);
  }

  private NodeId any() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private void leave() {
    if (members.size() < 3) return;
    members.remove(any());
    board.members(members, now);
  }

  private void up(int number) {
    StackName name = new StackName("stack" + number);
    NetworkName network = new NetworkName(name + "_default");
    List<NetworkAttachment> attached =
        List.of(new NetworkAttachment(network, List.of(), Optional.empty()));
    VolumeName volume = new VolumeName(name + "_data");
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    String version = ":" + random.nextInt(3);
    add(
        services,
        published(service("web", Specs.onNetworks("web" + version, attached), random.nextInt(6))));
    add(services, service("api", Specs.onNetworks("api" + version, attached), 2));
    if (random.nextBoolean()) {
      add(services, service("db", Specs.withVolume("db" + version, volume.value()), 1));
    }
    if (random.nextBoolean()) {
      add(services, Specs.moded(service("each", 1), Deployment.Mode.GLOBAL, 0));
    }
    StackSpec spec =
        new StackSpec(
            name,
            services,
            Map.of(network, new NetworkSpec(network, false, false, Optional.empty(), Map.of())),
            Map.of(volume, new VolumeSpec(volume, false, Map.of())));
    var _ = store.propose(Proposal.of(spec, "up", now), List.of()).join();
  }

  private static void add(Map<ServiceName, ServiceSpec> services, ServiceSpec service) {
    services.put(service.name(), service);
  }

  private ServiceSpec published(ServiceSpec service) {
    int port = 8_000 + random.nextInt(3);
    return new ServiceSpec(
        service.name(),
        service.task(),
        service.build(),
        service.replicas(),
        service.stopped(),
        service.restart(),
        service.dependsOn(),
        List.of(new PortSpec("", OptionalInt.of(port), 80, PortSpec.Protocol.TCP)),
        service.pullPolicy(),
        service.containerName(),
        service.labels(),
        service.deployment());
  }

  private void down(int number) {
    stacks
        .find(new StackName("stack" + number))
        .ifPresent(
            each ->
                store
                    .propose(Proposal.of(each.spec(), "down", now).removing(false), List.of())
                    .join());
  }

  private void crash() {
    List<TaskStatus> running =
        told.values().stream().filter(each -> each.state() == TaskState.RUNNING).toList();
    if (running.isEmpty()) return;
    TaskStatus one = running.get(random.nextInt(running.size()));
    board.task(one.task()).ifPresent(task -> tell(task, one.node(), TaskState.FAILED));
  }

  /// One node goes a step further with all it should have.
  private void work() {
    NodeId node = any();
    if (!members.contains(node) || sets.get(node).isEmpty()) return;
    AssignmentSet set = sets.get(node).get().value();
    Set<TaskId> named = new HashSet<>();
    for (Task task : set.tasks()) {
      named.add(task.id());
      next(task).ifPresent(state -> tell(task, node, state));
    }
    told.values().removeIf(each -> each.node().equals(node) && !named.contains(each.task()));
    info(node, set.revision());
  }

  private Optional<TaskState> next(Task task) {
    TaskState state =
        Optional.ofNullable(told.get(task.id())).map(TaskStatus::state).orElse(TaskState.ASSIGNED);
    TaskState wanted =
        switch (task.desired()) {
          case RUN -> state == TaskState.ASSIGNED ? TaskState.PREPARING : TaskState.RUNNING;
          case STOP -> TaskState.COMPLETE;
          case REMOVE -> TaskState.REMOVED;
        };
    return state.mayBecome(wanted) ? Optional.of(wanted) : Optional.empty();
  }

  private void tell(Task task, NodeId node, TaskState state) {
    TaskStatus status =
        new TaskStatus(
            task.id(),
            node,
            ++sequence,
            state,
            Health.NONE,
            now,
            Optional.of(now),
            state.ended() ? Optional.of(now) : Optional.empty(),
            state == TaskState.FAILED ? OptionalInt.of(1) : OptionalInt.empty(),
            false,
            "",
            OptionalInt.empty(),
            Map.of(),
            Map.of(),
            false);
    told.put(task.id(), status);
    var _ = board.take(status);
  }

  /// Two looks: what was placed at the first counts at the second.
  void look() throws IOException {
    var _ = loop.step(now);
    var _ = loop.step(now);
  }
}

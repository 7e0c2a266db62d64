package io.jorch.manager.reconcile;

import static io.jorch.core.model.Dependency.Condition.COMPLETED_SUCCESSFULLY;
import static io.jorch.core.model.Dependency.Condition.HEALTHY;
import static io.jorch.core.model.UpdatePolicy.FailureAction.ROLLBACK;
import static io.jorch.core.model.UpdatePolicy.Order.START_FIRST;
import static io.jorch.manager.reconcile.Specs.at;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.schedule.Needs;
import io.jorch.manager.schedule.Occupancy;
import io.jorch.manager.schedule.Placement;
import io.jorch.manager.schedule.Request;
import io.jorch.manager.schedule.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Random users and random faults around the reconciler, the scheduler and a tiny agent per node.
final class Simulation {
  enum Fault {
    TIME,
    SCALE,
    UPDATE,
    STOP_SERVICE,
    START_SERVICE,
    DROP_SERVICE,
    DOWN,
    CRASH,
    SICK,
    REFUSE,
    CUT,
    LOSE,
    HEAL,
    DRAIN,
    ACTIVATE,
    RESTART_MANAGER
  }

  final World world;
  private final Random random;
  private final Map<NodeId, SimulatedAgent> agents = new TreeMap<>();
  private final Map<VolumeName, NodeId> homes = new HashMap<>();
  private final Deque<String> story = new ArrayDeque<>();
  private final Set<Fault> met = EnumSet.noneOf(Fault.class);
  private final Map<String, ServiceSpec> services = new TreeMap<>();
  private boolean down;

  Simulation(long seed) {
    world = new World(seed);
    random = new Random(seed + 1);
    for (int i = 1; i <= 3; i++) {
      NodeId id = new NodeId("node0000000" + i);
      agents.put(id, new SimulatedAgent(world, id, random));
      world.node(id, new Liveness.Ready(), true);
    }
    reset();
    submit();
  }

  private void reset() {
    down = false;
    services.put("job", job());
    services.put("db", db(1));
    services.put("web", web(3, 1));
    services.put("front", front(1));
  }

  private static ServiceSpec job() {
    return Specs.with(Specs.service("job", 1), Specs.onFailure(0, Optional.empty()));
  }

  private static ServiceSpec db(int version) {
    return Specs.service("db", Specs.withVolume("db:" + version, "shop_data"), 1);
  }

  private static ServiceSpec web(int replicas, int version) {
    ServiceSpec web = Specs.service("web", Specs.task("web:" + version), replicas);
    return Specs.dependingOn(
        Specs.updating(web, Specs.policy(2, START_FIRST, ROLLBACK, 0)), Specs.on("db", HEALTHY));
  }

  private static ServiceSpec front(int replicas) {
    return Specs.dependingOn(
        Specs.service("front", replicas),
        Specs.on("web", HEALTHY),
        Specs.on("job", COMPLETED_SUCCESSFULLY));
  }

  private void submit() {
    world.up(services.values().toArray(ServiceSpec[]::new));
  }

  Set<Fault> met() {
    return met;
  }

  String story() {
    return String.join(" ", story);
  }

  void chaos(int steps) {
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(3) == 0) {
        strike(Fault.values()[random.nextInt(Fault.values().length)]);
      }
      round();
    }
  }

  /// No more faults; whoever is away comes back; users only want what can be had.
  void calm() {
    agents.keySet().forEach(this::heal);
    agents.values().forEach(agent -> agent.lazy = false);
    if (!down) {
      services.replaceAll((_, service) -> service.withStopped(false));
      submit();
    }
    int rounds = 0;
    boolean moved = true;
    while (moved) {
      Observed before = world.observed();
      round();
      agents.values().forEach(SimulatedAgent::finishJobs);
      boolean time = world.last.wakeAt().isPresent();
      world.now = world.last.wakeAt().orElse(world.now.plusMillis(1));
      moved = time || !before.equals(world.observed());
      assertTrue(rounds++ < 1000, "does not come to rest");
    }
  }

  private void round() {
    world.reconcile();
    place();
    agents.values().forEach(SimulatedAgent::contact);
  }

  private void strike(Fault fault) {
    if (happens(fault)) {
      met.add(fault);
      story.add(fault.name().toLowerCase(Locale.ROOT));
    }
  }

  private boolean happens(Fault fault) {
    return switch (fault) {
      case TIME -> done(() -> world.pass(Duration.ofMillis(random.nextInt(20_000))));
      case SCALE -> user(() -> services.put("web", web(random.nextInt(6), 1 + random.nextInt(2))));
      case UPDATE -> user(() -> services.put("db", db(1 + random.nextInt(3))));
      case STOP_SERVICE -> user(() -> stop(true));
      case START_SERVICE -> user(() -> stop(false));
      case DROP_SERVICE -> user(() -> services.remove("front"));
      case DOWN -> downOrUp();
      case CRASH -> any(SimulatedAgent::crash);
      case SICK -> any(SimulatedAgent::sicken);
      case REFUSE -> any(SimulatedAgent::refuse);
      case CUT -> node(id -> cut(id, new Liveness.Disconnected(world.now)));
      case LOSE -> node(id -> cut(id, new Liveness.Lost(world.now)));
      case HEAL -> node(this::heal);
      case DRAIN -> node(id -> world.intake(id, Intake.DRAINED));
      case ACTIVATE -> node(id -> world.intake(id, Intake.OPEN));
      case RESTART_MANAGER -> done(this::restartManager);
    };
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }

  private boolean user(Runnable edit) {
    if (down || !world.desired.containsKey(Specs.SHOP)) {
      return false;
    }
    edit.run();
    submit();
    return true;
  }

  private void stop(boolean stopped) {
    List<String> names = List.copyOf(services.keySet());
    services.computeIfPresent(
        names.get(random.nextInt(names.size())), (_, service) -> service.withStopped(stopped));
  }

  private boolean downOrUp() {
    if (!down && world.desired.containsKey(Specs.SHOP)) {
      world.down();
      down = true;
    } else {
      reset();
      submit();
    }
    return true;
  }

  private boolean any(Predicate<SimulatedAgent> fault) {
    List<SimulatedAgent> all = new ArrayList<>(agents.values());
    return fault.test(all.get(random.nextInt(all.size())));
  }

  private boolean node(Consumer<NodeId> fault) {
    List<NodeId> all = List.copyOf(agents.keySet());
    return done(() -> fault.accept(all.get(random.nextInt(all.size()))));
  }

  /// A node that is known to be lost does not become merely disconnected.
  private void cut(NodeId id, Liveness liveness) {
    at(agents, id).connected = false;
    if (!at(world.nodes, id).liveness().lost()) {
      world.node(id, liveness, at(world.nodes, id).synced());
    }
  }

  private void heal(NodeId id) {
    at(agents, id).connected = true;
    at(agents, id).reportAll();
    world.node(id, new Liveness.Ready(), true);
  }

  /// What is only in memory is lost: tasks and statuses come back with each node's report.
  private void restartManager() {
    world.tasks.clear();
    world.statuses.clear();
    for (Map.Entry<NodeId, SimulatedAgent> each : agents.entrySet()) {
      Liveness away = new Liveness.Disconnected(world.now);
      boolean connected = each.getValue().connected;
      world.node(each.getKey(), connected ? new Liveness.Ready() : away, false);
    }
    round();
    for (NodeId id : List.copyOf(agents.keySet())) {
      if (at(agents, id).connected) {
        heal(id);
        round();
      }
    }
  }

  private void place() {
    Occupancy occupancy = new Occupancy();
    world.nodes.values().forEach(occupancy::node);
    Observed observed = world.observed();
    List<Request> requests = new ArrayList<>();
    for (Task task : world.tasks.values()) {
      Needs needs = Needs.of(spec(task), Optional.empty());
      if (task.node().isEmpty()) {
        requests.add(new Request(task, needs));
      } else if (observed.see(task).live()) {
        occupancy.hold(task, task.node().get(), needs);
      }
    }
    for (Placement placement : new Scheduler(occupancy, homes).place(requests)) {
      if (placement
          instanceof Placement.Placed(TaskId id, NodeId node, List<VolumeName> binds, var _)) {
        world.tasks.computeIfPresent(id, (_, task) -> task.on(node));
        binds.forEach(volume -> homes.put(volume, node));
      }
    }
  }

  private static TaskSpec spec(Task task) {
    return task.service().value().equals("db") ? db(1).task() : Specs.task("any");
  }
}

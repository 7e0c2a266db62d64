package io.jorch.agent.node;

import io.jorch.agent.build.ContainerRunStep;
import io.jorch.agent.build.RunLimits;
import io.jorch.agent.build.RunStep;
import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.container.logs.LogCaptures;
import io.jorch.agent.image.BlobService;
import io.jorch.agent.image.ImagePeers;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.StoredBlobs;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.cgroup.Cgroups;
import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.agent.network.Config;
import io.jorch.agent.volume.Volumes;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeUsage;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node of the cluster. Starting it takes over what an earlier agent left on this machine;
/// closing it leaves every container running.
public final class NodeAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
  private static final Duration MEASURED_EVERY = Duration.ofSeconds(5);
  private final AgentConfig config;
  private final Rooms rooms;
  private final Outputs outputs;
  private final Networks networks;
  private final Ports ports;
  private final SavedAssignments saved;
  private final LoopThreads threads = new LoopThreads();
  private final ContainerProber prober;
  private final Reports reports;
  private final Surroundings surroundings;
  private final NodeLoop loop;
  private final LocalNodeService service;
  private final InstantSource clock;
  private final LoadMeter meter = new LoadMeter();
  private volatile NodeInfo info;

  /// All tasks have been told.
  private boolean started;

  /// Revision of the set in effect; of the loop's thread.
  private long assigned;

  private NodeAgent(
      AgentConfig config, Rooms rooms, Reports reports, ImagePeers peers, InstantSource clock)
      throws IOException {
    this.config = config;
    this.rooms = rooms;
    this.reports = reports;
    this.clock = clock;
    outputs = new Outputs(new LogCaptures(rooms.poller(), clock));
    networks = new Networks(rooms.network());
    ports = new Ports(rooms.network());
    saved = new SavedAssignments(config.stateDir().resolve("assignments.json"));
    prober = new ContainerProber(rooms.runtime());
    AssignmentSet last = saved.read(config.node());
    TaskImages images = new TaskImages(rooms.images(), peers);
    Launch launch = new Launch(rooms, images, outputs);
    Notices notices =
        new Notices(config.node(), set -> reports.endpoints(set).toCompletableFuture());
    surroundings = new Surroundings(networks, ports, notices, last, this::applied);
    loop =
        new NodeLoop(
            new TaskWork(rooms, images, launch, clock),
            surroundings,
            new HealthRounds(threads, prober, clock),
            reports,
            clock,
            threads);
    info = NodeFacts.read(config, networks.routesInUse(), clock.instant());
    service = new LocalNodeService(config, rooms, launch, outputs, loop, threads, clock);
  }

  /// Beside everything else: whatever it has not done by then is done by the first task.
  private void warmUp() {
    try {
      rooms.runtime().warmUp();
    } catch (IOException e) {
      LOG.warn("the first container will say it too: {}", e.getMessage());
    }
  }

  /// Opens everything a node needs below its state directory. Starts nothing yet.
  ///
  /// @param peers asked for images that are not here
  public static NodeAgent open(
      AgentConfig config, Reports reports, ImagePeers peers, InstantSource clock)
      throws IOException {
    Path state = Files.createDirectories(config.stateDir());
    Path tasks = Files.createDirectories(state.resolve("tasks"));
    Poller poller = Poller.start("agent-poller");
    ContainerRuntime runtime = ContainerRuntime.open(poller, state.resolve("skeleton"));
    Cgroups cgroups = Cgroups.detect(config.instance());
    RunStep builds =
        ContainerRunStep.open(
            runtime, cgroups, RunLimits.on(NodeFacts.memory()), state.resolve("build-runs"));
    Rooms rooms =
        new Rooms(
            poller,
            ImageStore.open(state.resolve("images")),
            new Volumes(state.resolve("volumes")),
            AgentNetwork.open(Config.of(config.instance())),
            cgroups,
            runtime,
            builds,
            tasks);
    NodeAgent agent = new NodeAgent(config, rooms, reports, peers, clock);
    Thread.ofPlatform().daemon().name("agent-warm-up").start(agent::warmUp);
    return agent;
  }

  /// Takes over what is there, then reports all tasks and the node itself.
  public void start() throws IOException {
    AssignmentSet last = saved.read(config.node());
    surroundings.assign(last);
    assigned = last.revision();
    Adoption adoption = new Adoption(rooms, outputs, clock);
    List<LocalTask> found = adoption.tasks();
    Set<String> networkNames =
        last.networks().stream().map(each -> each.name().value()).collect(Collectors.toSet());
    rooms.runtime().attend();
    adoption.sweep(networkNames);
    CompletableFuture<Void> adopted = new CompletableFuture<>();
    threads.loop(
        () -> {
          loop.resume(found);
          adopted.complete(null);
        });
    adopted.join();
    surroundings.watch();
    synchronized (this) {
      started = true;
    }
    ImageReport images = new ImageReport(config.node(), rooms.images(), reports);
    rooms.images().onChange(() -> threads.loop(images::send));
    threads.loop(images::send);
    reports.node(info);
    threads.loop(this::measure);
  }

  /// Takes what this node should have; an older set than the one in effect is ignored.
  public void assign(AssignmentSet set) {
    threads.loop(
        () -> {
          if (set.revision() < assigned) return;
          assigned = set.revision();
          saved.write(set);
          loop.assign(set);
        });
  }

  /// Takes what all nodes of the cluster serve now; this node's own set is left out. Told before
  /// [#start], published ports never lose what is on other nodes when an agent is replaced.
  public void peers(Collection<EndpointSet> sets) {
    surroundings.peers(
        sets.stream()
            .filter(set -> !set.node().equals(config.node()))
            .sorted(Comparator.comparing(EndpointSet::node))
            .toList());
  }

  /// The node is in a cluster, where the others reach it at this IPv4 address, or (empty) is alone
  /// from now on. An agent begins alone; best told before [#start].
  ///
  /// @throws IOException when no link of the machine has the address
  public void underlay(Optional<String> address) throws IOException {
    surroundings.underlay(address.map(Ipv4::parse));
  }

  private void applied(long revision) {
    synchronized (this) {
      if (info.applied() == revision) return;
      info = info.withApplied(revision);
      if (!started) return;
    }
    reports.node(info);
  }

  /// Tells how busy the machine is, when that has changed, and measures on.
  private void measure() {
    try {
      Optional<NodeUsage> usage = meter.read();
      if (usage.isPresent()) {
        synchronized (this) {
          info = info.withUsage(usage.get());
        }
        reports.node(info);
      }
    } catch (IOException e) {
      LOG.warn("measure how busy this machine is: {}", e.getMessage());
    }
    threads.later(MEASURED_EVERY, this::measure);
  }

  public NodeInfo info() {
    return info;
  }

  public NodeService service() {
    return service;
  }

  /// This node's images, for other nodes.
  public BlobService blobs() {
    return new StoredBlobs(rooms.images());
  }

  /// Which cgroup layout the machine has, for people.
  public String cgroupLayout() {
    return rooms.cgroups().layout().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    threads.close();
    surroundings.close();
    prober.close();
    rooms.network().close();
    rooms.runtime().close();
    rooms.poller().close();
    rooms.images().close();
    if (TaskFiles.all(rooms.tasks()).isEmpty()) rooms.cgroups().removeParents();
  }
}

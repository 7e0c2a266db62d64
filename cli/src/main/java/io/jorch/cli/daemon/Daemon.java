package io.jorch.cli.daemon;

import io.jorch.agent.image.ImagePeers;
import io.jorch.agent.node.AgentConfig;
import io.jorch.agent.node.NodeAgent;
import io.jorch.agent.node.NodeOffer;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.compose.NearMiss;
import io.jorch.core.model.NodeId;
import io.jorch.manager.api.ApiServer;
import io.jorch.manager.control.LocalCluster;
import io.jorch.manager.control.ManagerNode;
import io.jorch.manager.control.NodeServices;
import io.jorch.manager.control.Operations;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongFunction;

/// One node's parts, put together: a machine on its own is manager and agent of a cluster of one.
/// What takes long to start is started at the same time; what is started is closed in the opposite
/// order.
final class Daemon implements AutoCloseable {
  private static final long FIRST_MANAGER_MILLIS = 20_000;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final DaemonOptions options;
  private final Ending ending;
  private final InstantSource clock = DaemonClock.ofProcess();

  private Daemon(DaemonOptions options, Ending ending) {
    this.options = options;
    this.ending = ending;
  }

  /// @param ending told when a user asks for the daemon's end
  static Daemon start(DaemonOptions options, Ending ending) throws IOException {
    Daemon daemon = new Daemon(options, ending);
    try {
      daemon.run();
      return daemon;
    } catch (IOException | RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private void run() throws IOException {
    Optional<Part> part = Part.open(options.stateDir(), clock);
    part.ifPresent(open::push);
    NodeId node = NodeIdentity.of(options.stateDir());
    Beginnings beginnings = Beginnings.of(options.stateDir(), node, part);
    Wiring wiring = new Wiring(node, beginnings.cluster()::now);
    NodeOffer offer = NodeOffer.of(System.getenv());
    AgentConfig config = new AgentConfig(node, options.stateDir(), version(), offer);
    ImagePeers peers =
        part.<ImagePeers>map(there -> there.imagePeers(beginnings.cluster()))
            .orElse(ImagePeers.NONE);
    Starting<NodeAgent> machine =
        Starting.of("agent", () -> NodeAgent.open(config, wiring, peers, clock));
    open.push(beginnings.cluster()::abandon);
    if (part.isEmpty()) beginnings.cluster().get();
    NodeAgent agent = opened(machine.get());
    Optional<RaftStore> store = Optional.empty();
    if (beginnings.store().isPresent()) store = Optional.of(opened(beginnings.store().get().get()));
    assemble(new Rooms(node, part, beginnings.cluster(), agent, store), wiring, beginnings);
  }

  /// What has been opened.
  private record Rooms(
      NodeId node,
      Optional<Part> part,
      Starting<Cluster> cluster,
      NodeAgent agent,
      Optional<RaftStore> store) {}

  private void assemble(Rooms rooms, Wiring wiring, Beginnings beginnings) throws IOException {
    Optional<Ways> ways =
        rooms.part().map(part -> part.ways(rooms.node(), rooms.agent().service(), rooms.cluster()));
    Optional<Reign> reign =
        rooms
            .store()
            .map(store -> opened(new Reign(store.leadership(), begin(rooms, store, ways))));
    Hall hall =
        new Hall(
            rooms.node(),
            () -> reign.flatMap(Reign::manager),
            () -> rooms.store().isPresent() ? leader(rooms.store().get()) : wiring.leader(),
            ways);
    Operations operations = hall.operations(rooms.agent().service(), here(rooms, hall));
    if (rooms.part().isEmpty()) awaitManager(reign.orElseThrow());
    opened(wiring);
    if (rooms.part().isPresent()) {
      rooms.agent().underlay(Optional.of(rooms.part().get().address()));
    }
    if (rooms.part().isEmpty()) wiring.follow(rooms.agent());
    rooms.agent().start();
    if (rooms.part().isPresent()) Thread.ofVirtual().start(() -> wiring.follow(rooms.agent()));
    Affairs affairs = affairs(rooms, hall, ways);
    open.push(affairs);
    opened(
        ApiServer.start(
            beginnings.api().get(), socket(), operations, affairs.cluster(), affairs.local()));
  }

  private static Optional<NodeId> leader(RaftStore store) {
    return store.leadership().leader().map(peer -> peer.id());
  }

  private LongFunction<ManagerNode> begin(Rooms rooms, RaftStore store, Optional<Ways> ways) {
    NodeServices nodes =
        ways.<NodeServices>map(each -> each)
            .orElse(NodeServices.only(rooms.node(), () -> Optional.of(rooms.agent().service())));
    return epoch ->
        new ManagerNode(
            new ManagerNode.Parts(
                new StackStore(store),
                rooms.cluster().now(),
                NearMiss::hint,
                () -> Optional.of(rooms.agent().service()),
                nodes,
                rooms.agent().info(),
                rooms.agent().cgroupLayout(),
                options.stateDir(),
                options.runDir(),
                epoch,
                clock,
                ending::end));
  }

  /// A machine on its own decides at once.
  private static void awaitManager(Reign reign) throws IOException {
    try {
      if (reign.await(FIRST_MANAGER_MILLIS).isPresent()) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the durable store is open but does not become writable");
  }

  private Hall.Here here(Rooms rooms, Hall hall) {
    return new LocalFacts(rooms.agent(), options, clock.instant(), hall::decider, ending);
  }

  private Affairs affairs(Rooms rooms, Hall hall, Optional<Ways> ways) {
    if (rooms.part().isPresent()) {
      return rooms
          .part()
          .get()
          .affairs(
              new Part.Opened(rooms.cluster(), rooms.agent(), rooms.store(), ways.orElseThrow()),
              hall,
              ending);
    }
    LocalCluster forming =
        new Forming(
            options.stateDir(), rooms.agent().info(), rooms.store().orElseThrow(), clock, ending);
    return Affairs.alone(rooms.store().orElseThrow(), forming, clock);
  }

  private static String version() {
    String version = Daemon.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  Path socket() {
    return options.runDir().resolve("jorch.sock");
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (first == null) first = new IOException("end the daemon: " + e.getMessage(), e);
        else first.addSuppressed(e);
      }
    }
    if (first != null) throw first;
  }
}

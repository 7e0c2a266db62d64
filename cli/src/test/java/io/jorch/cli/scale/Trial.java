package io.jorch.cli.scale;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.StackSpec;
import io.jorch.core.node.NodeService;
import io.jorch.manager.control.ManagerNode;
import io.jorch.manager.control.NodeServices;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.Proposal;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.StoreConfig;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// One manager that begins to decide about so many nodes and tasks, none of which runs yet.
final class Trial implements AutoCloseable {
  private static final int STEP_MILLIS = 300;
  private static final int LOOKS = 5;
  private static final long PATIENCE_SECONDS = 600;

  private final Wanted wanted;
  private final int size;
  private final Path directory;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final long before;

  Trial(int size, Wanted wanted, Path directory) {
    this.size = size;
    this.wanted = wanted;
    this.directory = directory;
    this.before = used();
  }

  Finding run() throws Exception {
    List<NodeId> ids = new ArrayList<>();
    for (int n = 0; n < size; n++) ids.add(new NodeId("%012d".formatted(n)));
    StackStore store = store(ids);
    Cluster cluster = opened(Cluster.start(ClusterConfig.alone(ids.getFirst(), address())));
    Fleet fleet = opened(new Fleet(cluster, ids, STEP_MILLIS));
    ManagerNode manager = opened(manager(store, fleet, ids.getFirst()));
    long start = System.nanoTime();
    manager.start();
    Effort effort = Effort.ofManager();
    await("all tasks are placed", () -> fleet.counted().placements() >= wanted.tasks(), 5);
    double placing = (fleet.counted().lastPlaced() - start) / 1e9;
    await("all tasks run", () -> fleet.counted().starts() >= wanted.tasks(), 20);
    await("the manager sees all tasks run", () -> seen(manager) >= wanted.tasks(), 100);
    double running = seconds(start);
    double loop = effort.seconds();
    effort.awaitQuiet(60);
    double idle = effort.look(fleet::murmur, LOOKS);
    int moved = size == 1 ? 0 : fleet.counted().starts();
    long lost = System.nanoTime();
    int gone = fleet.lose(ids.getLast());
    await("the lost node's tasks run", () -> fleet.counted().starts() >= moved + gone, 2);
    double reaction = seconds(lost);
    effort.awaitQuiet(60);
    fleet.forget();
    long heap = used() - before;
    return new Finding(size, wanted.tasks(), placing, running, loop, heap, idle, gone, reaction);
  }

  private StackStore store(List<NodeId> ids) throws Exception {
    RaftStore raft = opened(RaftStore.open(StoreConfig.alone(directory)));
    StackStore store = new StackStore(raft);
    CompletableFuture.allOf(
            ids.stream()
                .map(id -> store.change(id, Optional.of(record(id)), each -> each))
                .toArray(CompletableFuture[]::new))
        .join();
    for (StackSpec stack : wanted.stacks()) {
      var _ = store.propose(Proposal.of(stack, "up", Instant.now()), List.of()).join();
    }
    return store;
  }

  private static NodeRecord record(NodeId id) {
    return new NodeRecord(
        id,
        "host-" + id,
        NodeRole.WORKER,
        "192.0.2.1",
        "127.10.0.1",
        Instant.EPOCH,
        NodeRecord.Availability.ACTIVE,
        Map.of("zone", "z" + Integer.parseInt(id.value()) % 5));
  }

  private static InetAddress address() throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    byte[] address = {127, 98, (byte) random.nextInt(1, 255), (byte) random.nextInt(1, 255)};
    return InetAddress.getByAddress(address);
  }

  private ManagerNode manager(StackStore store, Fleet fleet, NodeId self) {
    return new ManagerNode(
        new ManagerNode.Parts(
            store,
            fleet,
            (_, _) -> "",
            () -> Optional.of(noContainers()),
            NodeServices.only(self, Optional::empty),
            new PlayedNode(self, fleet).info(),
            "v2",
            directory,
            directory,
            1,
            InstantSource.system(),
            () -> {}));
  }

  /// A node on which nobody asks for anything but a list.
  private static NodeService noContainers() {
    return (NodeService)
        Proxy.newProxyInstance(
            Trial.class.getClassLoader(),
            new Class<?>[] {NodeService.class},
            (_, _, _) -> List.of());
  }

  private static int seen(ManagerNode manager) {
    try {
      return manager.operations().info().running();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(String what, BooleanSupplier holds, int every) throws Exception {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) throw new IllegalStateException("never happened: " + what);
      Thread.sleep(every);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }

  @Override
  public void close() throws IOException {
    try {
      for (AutoCloseable each : open.reversed()) each.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a trial was being cleared up", e);
    } catch (Exception e) {
      throw new IOException("clear up after a trial: " + e.getMessage(), e);
    }
  }
}

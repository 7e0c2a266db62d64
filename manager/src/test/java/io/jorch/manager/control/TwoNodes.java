package io.jorch.manager.control;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.TaskView;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.cluster.Role;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.Terminal;
import io.jorch.manager.control.Operations.TaskQuery;
import io.jorch.manager.reconcile.Specs;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.Store;
import io.jorch.manager.store.StoreConfig;
import io.jorch.manager.stream.FarNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real manager over two nodes whose agents are played, with a stack: one replica of `web` on
/// each node, and `db` with a volume on one of them.
abstract class TwoNodes {
  static final StackName SHOP = Specs.SHOP;
  static final NodeId ALPHA = new NodeId("a".repeat(32));
  static final NodeId BETA = new NodeId("b".repeat(32));

  @TempDir Path directory;
  final FarNode alpha = new FarNode("alpha");
  final FarNode beta = new FarNode("beta");
  final Map<NodeId, NodeService> reached = new ConcurrentHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  Operations operations;

  static final Terminal NOBODY =
      new Terminal() {
        @Override
        public void output(Stream stream, byte[] bytes, int offset, int length) {}

        @Override
        public void onInput(Consumer<Input> handler) {}
      };

  @BeforeEach
  void start() throws Exception {
    reached.put(ALPHA, alpha);
    reached.put(BETA, beta);
    Store store = opened(RaftStore.open(StoreConfig.alone(directory.resolve("store"))));
    int street = RandomGenerator.getDefault().nextInt(1, 255);
    Cluster cluster = opened(member(ALPHA, street, 1));
    Cluster other = opened(member(BETA, street, 2));
    PlayedAgent first = opened(new PlayedAgent(cluster, ALPHA, "alpha"));
    ManagerNode manager =
        opened(
            new ManagerNode(
                new ManagerNode.Parts(
                    new StackStore(store),
                    cluster,
                    (name, known) -> "",
                    () -> Optional.of(alpha),
                    nodes(),
                    first.info(0),
                    "v2",
                    directory,
                    directory,
                    PlayedAgent.EPOCH,
                    InstantSource.system(),
                    () -> {})));
    opened(new PlayedAgent(other, BETA, "beta"));
    manager.start();
    operations = manager.operations();
    up();
  }

  private static Cluster member(NodeId node, int street, int house) throws Exception {
    return Cluster.start(
        new ClusterConfig(
            "routing-" + street,
            node,
            address(street, house),
            ClusterConfig.PORT,
            house == 1 ? List.of() : List.of(address(street, 1)),
            Set.of(Role.MANAGER, Role.AGENT),
            false));
  }

  private static InetAddress address(int street, int house) throws Exception {
    return InetAddress.getByAddress(new byte[] {127, 99, (byte) street, (byte) house});
  }

  private NodeServices nodes() {
    return new NodeServices() {
      @Override
      public Optional<NodeService> of(NodeId node) {
        return Optional.ofNullable(reached.get(node));
      }

      @Override
      public Map<NodeId, NodeService> reachable() {
        return Map.copyOf(reached);
      }
    };
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) each.close();
  }

  private void up() throws Exception {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    for (ServiceSpec service :
        List.of(
            Specs.service("web", 2),
            Specs.service("db", Specs.withVolume("db:1", "shop_data"), 1))) {
      services.put(service.name(), service);
    }
    VolumeName data = new VolumeName("shop_data");
    StackSpec spec =
        new StackSpec(
            SHOP, services, Map.of(), Map.of(data, new VolumeSpec(data, false, Map.of())));
    operations.apply(SHOP, new ApplyRequest(spec, "up", List.of(), false, false));
    until(
        "all run",
        () ->
            tasks().stream().filter(task -> task.state() == TaskState.RUNNING).count() == 3
                && tasks().stream().map(TaskView::node).distinct().count() == 2);
    home().volumes.add("shop_data");
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.holds()) {
      if (System.nanoTime() > end) throw new AssertionError("not within 60 s: " + what);
      Thread.sleep(10);
    }
  }

  List<TaskView> tasks() throws IOException {
    return operations.tasks(new TaskQuery(Optional.of("shop"), Set.of(), false));
  }

  TaskView on(String node, String service) throws IOException {
    return tasks().stream()
        .filter(task -> task.node().equals(node) && task.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  TaskView db() throws IOException {
    return tasks().stream().filter(task -> task.service().equals("db")).findFirst().orElseThrow();
  }

  FarNode home() throws IOException {
    return db().node().equals("alpha") ? alpha : beta;
  }

  NodeId homeId() throws IOException {
    return db().node().equals("alpha") ? ALPHA : BETA;
  }
}

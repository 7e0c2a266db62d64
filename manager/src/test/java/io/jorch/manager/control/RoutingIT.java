package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.Progress;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.TaskStats;
import io.jorch.core.api.TaskView;
import io.jorch.core.api.VolumeView;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.Terminal;
import io.jorch.manager.control.Operations.LogRequest;
import io.jorch.manager.control.Operations.StatsQuery;
import io.jorch.manager.control.Operations.TaskQuery;
import io.jorch.manager.reconcile.Specs;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.Store;
import io.jorch.manager.store.StoreConfig;
import io.jorch.manager.stream.FarNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real manager over two nodes whose agents are played: each request has to reach the node that
/// has the container or volume.
class RoutingIT {
  private static final StackName SHOP = Specs.SHOP;
  private static final NodeId ALPHA = new NodeId("a".repeat(32));
  private static final NodeId BETA = new NodeId("b".repeat(32));
  private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path directory;
  private final FarNode alpha = new FarNode("alpha");
  private final FarNode beta = new FarNode("beta");
  private final Map<NodeId, NodeService> reached = new ConcurrentHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Operations operations;

  private static final Terminal NOBODY =
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
    RandomGenerator random = RandomGenerator.getDefault();
    byte[] address = {127, 99, (byte) random.nextInt(1, 255), (byte) random.nextInt(1, 255)};
    Cluster cluster =
        opened(Cluster.start(ClusterConfig.alone(ALPHA, InetAddress.getByAddress(address))));
    PlayedAgent first = opened(new PlayedAgent(cluster, ALPHA, "alpha"));
    ManagerNode manager =
        opened(
            new ManagerNode(
                new ManagerNode.Parts(
                    new StackStore(store),
                    PlayedAgent.members(cluster, ALPHA, BETA),
                    (name, known) -> "",
                    () -> Optional.of(alpha),
                    nodes(),
                    first.info(0),
                    "v2",
                    directory,
                    directory,
                    1,
                    InstantSource.system(),
                    () -> {})));
    opened(new PlayedAgent(cluster, BETA, "beta"));
    manager.start();
    operations = manager.operations();
    up();
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

  /// One replica of `web` on each node, and `db` with a volume on one of them.
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

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.holds()) {
      if (System.nanoTime() > end) throw new AssertionError("not within 60 s: " + what);
      Thread.sleep(10);
    }
  }

  private List<TaskView> tasks() throws IOException {
    return operations.tasks(new TaskQuery(Optional.of("shop"), Set.of(), false));
  }

  private TaskView on(String node, String service) throws IOException {
    return tasks().stream()
        .filter(task -> task.node().equals(node) && task.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  private TaskView db() throws IOException {
    return tasks().stream().filter(task -> task.service().equals("db")).findFirst().orElseThrow();
  }

  private FarNode home() throws IOException {
    return db().node().equals("alpha") ? alpha : beta;
  }

  private NodeId homeId() throws IOException {
    return db().node().equals("alpha") ? ALPHA : BETA;
  }

  @Test
  void eachContainerIsAskedOnItsOwnNode() throws Exception {
    for (Map.Entry<String, FarNode> each : Map.of("alpha", alpha, "beta", beta).entrySet()) {
      TaskView task = on(each.getKey(), "web");
      FarNode node = each.getValue();
      ExecRequest exec =
          new ExecRequest(
              List.of("ls"),
              Map.of(),
              Optional.empty(),
              Optional.empty(),
              false,
              false,
              false,
              80,
              24);
      assertEquals(3, operations.exec(task.name(), exec, NOBODY));
      assertEquals(4, operations.attach(task.id(), new AttachRequest(true, 0, 0), NOBODY));
      operations.signal(task.name(), "TERM");
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      operations.copyOut(task.name(), new CopySource("/etc", false), tar);
      assertEquals(each.getKey(), tar.toString(StandardCharsets.UTF_8));
      operations.copyIn(
          task.name(),
          new CopyTarget("/", CopyTarget.Kind.ARCHIVE, false),
          new ByteArrayInputStream("tar".getBytes(StandardCharsets.UTF_8)));
      assertEquals(each.getKey(), operations.processes(task.name()).getFirst().user());
      assertEquals(
          each.getKey(), operations.inspect(task.id(), Optional.empty(), false).get("seenBy"));
      assertTrue(
          node.asked.containsAll(
              List.of(
                  "exec " + task.id(),
                  "attach " + task.id(),
                  "signal " + task.id() + " TERM",
                  "copyOut " + task.id() + " /etc",
                  "copyIn " + task.id() + " tar")),
          node.asked::toString);
    }
  }

  @Test
  void whatIsOnANodeThatCannotBeReachedIsRefusedWithItsName() throws Exception {
    TaskView task = on("beta", "web");
    reached.remove(BETA);
    RequestException refused =
        assertThrows(RequestException.class, () -> operations.signal(task.name(), "TERM"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith(
                "container "
                    + task.name()
                    + " is on another node, and node beta cannot be reached at the moment;"),
        refused::toString);
    Map<String, Object> known = operations.inspect(task.name(), Optional.empty(), false);
    assertEquals("beta", known.get("node"));
    assertTrue(String.valueOf(known.get("nodeError")).contains("node beta"), known::toString);
  }

  private List<LogLine> logs() throws Exception {
    List<LogLine> lines = new ArrayList<>();
    operations.logs(
        new LogRequest(Optional.of("shop"), Set.of(), Optional.empty()),
        new LogQuery(OptionalInt.empty(), Optional.empty(), Optional.empty(), false),
        lines::add);
    return lines;
  }

  @Test
  void logsOfAStackComeFromAllItsNodes() throws Exception {
    alpha.lines.add(new LogLine("1", "web", 1, OLD, "stdout", "first"));
    beta.lines.add(new LogLine("2", "web", 2, OLD.plusSeconds(1), "stdout", "second"));
    alpha.lines.add(new LogLine("1", "web", 1, OLD.plusSeconds(2), "stdout", "third"));
    assertEquals(List.of("first", "second", "third"), logs().stream().map(LogLine::text).toList());
    reached.remove(BETA);
    assertEquals(
        List.of(
            "node beta cannot be reached at the moment; its logs are missing here",
            "first",
            "third"),
        logs().stream().map(LogLine::text).toList());
  }

  @Test
  void statsComeFromAllNodesAndMissingOnesAreNamed() throws Exception {
    StatsQuery query = new StatsQuery(Optional.of("shop"), Set.of(), Set.of(), false);
    List<TaskStats> rows = new ArrayList<>();
    operations.stats(query, rows::add);
    assertEquals(List.of("alpha", "beta"), rows.stream().map(TaskStats::node).sorted().toList());
    rows.clear();
    beta.trouble = Optional.of("the disk is gone");
    RequestException missing =
        assertThrows(RequestException.class, () -> operations.stats(query, rows::add));
    assertEquals("figures are missing: node beta: the disk is gone", missing.getMessage());
    assertEquals(List.of("alpha"), rows.stream().map(TaskStats::node).toList());
  }

  @Test
  void volumesAreListedWithTheirNodeAndRemovedThere() throws Exception {
    beta.volumes.add("stray");
    assertEquals(
        List.of("shop_data " + db().node(), "stray beta"),
        operations.volumes().stream().map(row -> row.name() + " " + row.node()).toList());
    operations.removeVolume(new VolumeName("stray"));
    assertFalse(beta.volumes.contains("stray"));
    alpha.volumes.add("twice");
    beta.volumes.add("twice");
    RequestException refused =
        assertThrows(
            RequestException.class, () -> operations.removeVolume(new VolumeName("twice")));
    assertTrue(String.valueOf(refused.getMessage()).contains("alpha, beta"), refused::toString);
    assertThrows(RequestException.class, () -> operations.removeVolume(new VolumeName("none")));
  }

  @Test
  void aVolumeOfANodeThatDoesNotAnswerIsListedAndNotRemoved() throws Exception {
    String node = db().node();
    reached.remove(homeId());
    VolumeView row = operations.volumes().getFirst();
    assertEquals("shop_data " + node, row.name() + " " + row.node());
    assertEquals("", row.mountpoint());
    RequestException refused =
        assertThrows(
            RequestException.class, () -> operations.removeVolume(new VolumeName("shop_data")));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("volume shop_data is on another node, and node " + node),
        refused::toString);
  }

  private Progress removed(StackName stack) throws Exception {
    List<Progress> all = new ArrayList<>();
    long revision = operations.remove(stack, true).revision();
    operations.progress(stack, revision, Set.of(), all::add);
    return all.getLast();
  }

  @Test
  void downRemovesVolumesOnTheNodeThatHasThem() throws Exception {
    FarNode home = home();
    Progress end = removed(SHOP);
    assertEquals(Progress.Verdict.REMOVED, end.verdict());
    assertEquals("", end.problem());
    assertEquals(Set.of(), home.volumes);
    assertTrue(home.asked.contains("removeVolume shop_data"), home.asked::toString);
  }

  @Test
  void downSaysWhichVolumesCouldNotBeReached() throws Exception {
    String node = db().node();
    NodeId id = homeId();
    reached.remove(id);
    Progress end = removed(SHOP);
    assertEquals(Progress.Verdict.REMOVED, end.verdict());
    assertEquals(
        "volume shop_data stays on node "
            + node
            + ": node "
            + node
            + " cannot be reached at the moment",
        end.problem());
  }

  @Test
  void aOneOffTaskRunsWhereItsVolumeIs() throws Exception {
    RunRequest request =
        new RunRequest(
            "db",
            List.of("ls"),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("look"),
            true,
            false,
            false,
            false,
            false,
            80,
            24);
    for (int i = 0; i < 3; i++) assertEquals(5, operations.run(SHOP, request, NOBODY));
    String wanted = "run look on " + homeId();
    assertEquals(3, home().asked.stream().filter(wanted::equals).count(), home().asked::toString);
  }
}

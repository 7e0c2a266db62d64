package io.jorch.manager.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.api.Progress;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.Health;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Convergence;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Outcome;
import io.jorch.manager.reconcile.Past;
import io.jorch.manager.reconcile.Specs;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final NodeId ONE = new NodeId("node00000001");

  private final Random random = new Random(1);
  private ServiceSpec web = Specs.service("web", 1);
  private Map<NodeId, NodeState> nodes = Map.of(ONE, node(new Liveness.Ready()));
  private final Map<TaskId, Task> tasks = new LinkedHashMap<>();
  private final Map<TaskId, TaskStatus> statuses = new HashMap<>();

  @Test
  void aRunningTaskShowsWhereAndWhatItIs() {
    Task task = task(0, NOW);
    status(task, TaskState.RUNNING, OptionalInt.empty(), false, "");
    TaskView row = rows(Map.of()).getFirst();
    assertEquals("shop-web-1", row.name());
    assertEquals("host-1", row.node());
    assertEquals("web:1", row.image());
    assertEquals("/bin/serve --fast", row.command());
    assertEquals(Map.of("shop_default", "10.0.0.2"), row.networks());
    assertEquals(0, row.restarts());
    assertEquals("", row.error());
  }

  @Test
  void theNewestTaskOfASlotComesFirstAndCountsTheOthers() {
    Task first = task(0, NOW);
    status(first, TaskState.FAILED, OptionalInt.of(137), true, "");
    Task second = task(1, NOW.plusSeconds(1));
    status(second, TaskState.RUNNING, OptionalInt.empty(), false, "");
    List<TaskView> rows = rows(Map.of());
    assertEquals(second.id().value(), rows.get(0).id());
    assertEquals(1, rows.get(0).restarts());
    assertEquals(0, rows.get(1).restarts());
    assertEquals("out of memory", rows.get(1).error());
    assertEquals(OptionalInt.of(137), rows.get(1).exitCode());
  }

  private String lost() {
    TaskView row = rows(Map.of()).getFirst();
    assertEquals(TaskState.LOST, row.state());
    return row.error();
  }

  @Test
  void aTaskOnALostNodeSaysWhatBecomesOfIt() {
    task(0, NOW);
    nodes = Map.of(ONE, node(new Liveness.Lost(NOW)));
    assertEquals("its node is lost", lost());
    nodes = Map.of();
    assertEquals("its node was removed from the cluster", lost());
    tasks.clear();
    web = Specs.service("web", Specs.withVolume("web:1", "shop_data"), 1);
    task(0, NOW);
    nodes = Map.of(ONE, node(new Liveness.Lost(NOW)));
    assertEquals("waits for node host-1, which is lost and has volume shop_data", lost());
    tasks.replaceAll((_, task) -> task.toward(Task.Desired.STOP));
    assertEquals("its node is lost", lost());
  }

  @Test
  void aTaskWithoutANodeSaysWhy() {
    Task task =
        new Task(
            TaskId.random(random),
            Specs.SHOP,
            web.name(),
            1,
            "shop-web-1",
            Specs.hash(web.task()),
            Optional.empty(),
            Task.Desired.RUN,
            NOW,
            0);
    tasks.put(task.id(), task);
    TaskView row = rows(Map.of(task.id(), "no suitable node (drained on 1 node)")).getFirst();
    assertEquals(TaskState.PENDING, row.state());
    assertEquals("no suitable node (drained on 1 node)", row.error());
  }

  @Test
  void portsReadAsDockerShowsThem() {
    assertEquals(
        "0.0.0.0:8080->80/tcp",
        Rows.port(
            new PortSpec("", OptionalInt.of(8080), 80, PortSpec.Protocol.TCP),
            Map.of("81/tcp", 49153)));
    assertEquals(
        "[::1]:53->53/udp",
        Rows.port(
            new PortSpec("::1", OptionalInt.of(53), 53, PortSpec.Protocol.UDP),
            Map.of("81/tcp", 49153)));
    assertEquals(
        "0.0.0.0:49153->81/tcp",
        Rows.port(
            new PortSpec("", OptionalInt.empty(), 81, PortSpec.Protocol.TCP),
            Map.of("81/tcp", 49153)));
    assertEquals(
        "80/tcp",
        Rows.port(
            new PortSpec("", OptionalInt.empty(), 80, PortSpec.Protocol.TCP),
            Map.of("81/tcp", 49153)));
  }

  @Test
  void aStackRowCountsItsServices() {
    Task task = task(0, NOW);
    assertEquals("converging(0/1)", stack().status());
    status(task, TaskState.RUNNING, OptionalInt.empty(), false, "");
    StackView row = stack();
    assertEquals("running(1)", row.status());
    assertEquals(1, row.running());
    assertEquals("web:1", row.services().getFirst().image());
  }

  private List<TaskView> rows(Map<TaskId, String> unplaced) {
    Sources sources =
        new Sources(
            hash -> Optional.of(web.task()).filter(spec -> Specs.hash(spec).equals(hash)),
            _ -> List.of("/bin/serve", "--fast"),
            unplaced);
    return new Rows(List.of(revision()), observed(), sources).all();
  }

  private StackView stack() {
    Outcome outcome = new Outcome(List.of(), Optional.empty(), Map.of(), Map.of());
    Progress progress =
        new Convergence(Specs::hash).of(revision(), Past.NONE, observed(), outcome, Map.of(), NOW);
    return StackRows.row(revision(), observed(), progress, NOW);
  }

  private StackRevision revision() {
    return new StackRevision(Specs.stack(web), 1, NOW, "up", false, false);
  }

  private Observed observed() {
    return new Observed(tasks, statuses, nodes);
  }

  private static NodeState node(Liveness liveness) {
    NodeInfo info =
        new NodeInfo(
            ONE, "host-1", "amd64", "6", "1", Resources.NONE, Map.of(), 1, NOW, List.of(), 0);
    return new NodeState(info, liveness, true, true);
  }

  private Task task(int attempt, Instant at) {
    Task task =
        new Task(
            TaskId.random(random),
            Specs.SHOP,
            web.name(),
            1,
            "shop-web-1",
            Specs.hash(web.task()),
            Optional.of(ONE),
            Task.Desired.RUN,
            at,
            attempt);
    tasks.put(task.id(), task);
    return task;
  }

  private void status(Task task, TaskState state, OptionalInt code, boolean oom, String reason) {
    statuses.put(
        task.id(),
        new TaskStatus(
            task.id(),
            ONE,
            1,
            state,
            Health.NONE,
            NOW,
            Optional.of(NOW),
            Optional.empty(),
            code,
            oom,
            reason,
            OptionalInt.empty(),
            Map.of(new NetworkName("shop_default"), "10.0.0.2"),
            Map.of("81/tcp", 49153),
            false));
  }
}

package io.jorch.manager.dispatch;

import static io.jorch.manager.reconcile.Specs.at;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.withVolume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NetworkShare;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.manager.reconcile.Specs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  private static final NodeId ONE = new NodeId("node00000001");
  private static final NodeId TWO = new NodeId("node00000002");
  private static final NetworkName NET = new NetworkName("shop_default");
  private static final VolumeName DATA = new VolumeName("shop_data");

  private final Random random = new Random(1);
  private final ServiceSpec web = published(service("web", onNetwork("web:1"), 2));
  private final ServiceSpec db = service("db", withVolume("db:1", "shop_data"), 1);
  private final Assignments assignments = new Assignments(catalog(web, db), Everywhere.NOTHING);

  @Test
  void eachNodeIsToldWhatItsOwnTasksNeed() {
    List<Task> tasks = List.of(task(web, 1, ONE), task(web, 2, ONE), task(db, 1, TWO));
    Map<NodeId, AssignmentSet> sets = all(catalog(web, db), tasks, Map.of());
    AssignmentSet one = at(sets, ONE);
    assertEquals(1, one.revision());
    assertEquals(2, one.tasks().size());
    assertEquals(1, one.specs().size(), "shared by both tasks");
    assertEquals(Optional.of("10.192.16.0/20"), one.networks().getFirst().subnet());
    assertTrue(one.volumes().isEmpty());
    assertEquals(
        List.of("web", "db"), one.services().stream().map(each -> each.service().value()).toList());
    assertEquals(DATA, at(sets, TWO).volumes().getFirst().name());
  }

  @Test
  void theRevisionGrowsOnlyWhenTheContentChanges() {
    List<Task> tasks = new ArrayList<>(List.of(task(web, 1, ONE), task(web, 2, ONE)));
    AssignmentSet first = assignments.one(ONE, tasks, AssignmentSet.empty(ONE));
    assertSame(first, assignments.one(ONE, tasks.reversed(), first));
    tasks.set(0, tasks.get(0).toward(Task.Desired.STOP));
    assertEquals(2, assignments.one(ONE, tasks, first).revision());
  }

  @Test
  void aNodeWithoutTasksIsToldSo() {
    AssignmentSet first =
        assignments.one(ONE, List.of(task(web, 1, ONE)), AssignmentSet.empty(ONE));
    AssignmentSet next = at(all(catalog(web, db), List.of(), Map.of(ONE, first)), ONE);
    assertEquals(2, next.revision());
    assertTrue(next.tasks().isEmpty() && next.specs().isEmpty() && next.services().isEmpty());
  }

  @Test
  void tasksOfAnOlderSpecificationKeepIt() {
    Task old = task(web, 1, ONE);
    AssignmentSet first = assignments.one(ONE, List.of(old), AssignmentSet.empty(ONE));
    Assignments later =
        new Assignments(
            catalog(published(service("web", onNetwork("web:2"), 1))), Everywhere.NOTHING);
    AssignmentSet next = later.one(ONE, List.of(old.toward(Task.Desired.STOP)), first);
    assertEquals(web.task(), next.specs().get(old.spec()));
  }

  @Test
  void aPublishedServiceIsServedOnAllNodesAsLongAsItShouldRun() {
    Map<NodeId, AssignmentSet> empty =
        Map.of(ONE, AssignmentSet.empty(ONE), TWO, AssignmentSet.empty(TWO));
    Task only = task(web, 1, ONE);
    AssignmentSet two = at(all(catalog(web, db), List.of(only), empty), TWO);
    assertTrue(two.tasks().isEmpty());
    assertEquals(
        List.of("web"), two.services().stream().map(each -> each.service().value()).toList());
    assertEquals(List.of(NET), two.networks().stream().map(NetworkSpec::name).toList());
    AssignmentSet later =
        at(all(catalog(web, db), List.of(only.toward(Task.Desired.STOP)), Map.of(TWO, two)), TWO);
    assertTrue(later.services().isEmpty() && later.networks().isEmpty());
  }

  @Test
  void eachNodeIsToldItsShareOfItsNetworks() {
    Catalog catalog = catalog(web, db);
    NetworkPlan plan =
        new NetworkPlan(7, Map.of(ONE, List.of("10.192.16.0/28"), TWO, List.of("10.192.16.16/28")));
    Shares shares = new Shares(Map.of(NET, plan), Map.of(NET, Set.of("10.192.16.9")));
    AssignmentSet two =
        at(
            all(
                catalog.with(shares),
                List.of(task(web, 1, ONE)),
                Map.of(TWO, AssignmentSet.empty(TWO))),
            TWO);
    assertEquals(
        Map.of(NET, new NetworkShare(7, List.of("10.192.16.16/28"), List.of("10.192.16.9"))),
        two.shares());
  }

  @Test
  void aNodeNeedsAnAddressForEachTaskThatHasNotEndedAndSomeMore() {
    List<Task> tasks = new ArrayList<>();
    for (int slot = 1; slot <= 100; slot++) tasks.add(task(web, slot, ONE));
    TaskId ended = tasks.getFirst().id();
    assertEquals(Map.of(NET, Map.of(ONE, 99 + 24, TWO, 0)), needs(tasks, ended, catalog(web, db)));
  }

  @Test
  void whatIsCountedIsTakenBackWhenATaskEndsOrGoes() {
    Demand demand = new Demand();
    Catalog catalog = catalog(web, db);
    Task one = task(web, 1, ONE);
    Task two = task(web, 2, ONE);
    see(demand, one, false, catalog);
    see(demand, two, false, catalog);
    see(demand, one, true, catalog);
    assertEquals(
        Map.of(NET, Map.of(ONE, 1 + 4)),
        demand.needs(Set.of(), List.of(), demand.changed()).containers());
    demand.see(two.id(), Optional.empty(), false, _ -> Optional.empty());
    assertEquals(Set.of(NET), demand.changed());
    assertEquals(Set.of(), demand.networks());
    demand.see(one.id(), Optional.empty(), false, _ -> Optional.empty());
    assertEquals(Everywhere.NOTHING, demand.everywhere(catalog.endpoints()));
  }

  private static Map<NetworkName, Map<NodeId, Integer>> needs(
      List<Task> tasks, TaskId ended, Catalog catalog) {
    Demand demand = demand(tasks, catalog);
    Task gone = tasks.stream().filter(task -> task.id().equals(ended)).findFirst().orElseThrow();
    see(demand, gone, true, catalog);
    Set<NetworkName> shared = demand.everywhere(catalog.endpoints()).networks();
    return demand.needs(shared, List.of(ONE, TWO), demand.changed()).containers();
  }

  private static Demand demand(List<Task> tasks, Catalog catalog) {
    Demand demand = new Demand();
    tasks.forEach(task -> see(demand, task, false, catalog));
    return demand;
  }

  private static void see(Demand demand, Task task, boolean ended, Catalog catalog) {
    demand.see(
        task.id(),
        Optional.of(task),
        ended,
        hash -> Optional.ofNullable(catalog.specs().get(hash)));
  }

  private static Map<NodeId, AssignmentSet> all(
      Catalog catalog, List<Task> tasks, Map<NodeId, AssignmentSet> previous) {
    Assignments all =
        new Assignments(catalog, demand(tasks, catalog).everywhere(catalog.endpoints()));
    Map<NodeId, AssignmentSet> sets = new TreeMap<>();
    for (NodeId node : List.of(ONE, TWO)) {
      List<Task> mine =
          tasks.stream().filter(task -> task.node().equals(Optional.of(node))).toList();
      sets.put(node, all.one(node, mine, previous.getOrDefault(node, AssignmentSet.empty(node))));
    }
    return sets;
  }

  private static Catalog catalog(ServiceSpec... services) {
    StackSpec stack = Specs.stack(services);
    StackSpec whole =
        new StackSpec(
            stack.name(),
            stack.services(),
            Map.of(NET, new NetworkSpec(NET, false, false, Optional.empty(), Map.of())),
            Map.of(DATA, new VolumeSpec(DATA, false, Map.of())));
    StackRevision revision = new StackRevision(whole, 1, Instant.EPOCH, "up", false, false);
    return Catalog.of(List.of(revision), Specs::hash, Map.of(NET, "10.192.16.0/20"), Map.of());
  }

  private Task task(ServiceSpec service, int slot, NodeId node) {
    return new Task(
        TaskId.random(random),
        Specs.SHOP,
        service.name(),
        slot,
        "shop-" + service.name() + "-" + slot,
        Specs.hash(service.task()),
        Optional.of(node),
        Task.Desired.RUN,
        Instant.EPOCH,
        0);
  }

  private static TaskSpec onNetwork(String image) {
    return Specs.onNetworks(
        image, List.of(new NetworkAttachment(NET, List.of(), Optional.empty())));
  }

  private static ServiceSpec published(ServiceSpec service) {
    return new ServiceSpec(
        service.name(),
        service.task(),
        service.build(),
        service.replicas(),
        service.stopped(),
        service.restart(),
        service.dependsOn(),
        List.of(new PortSpec("", OptionalInt.of(8080), 80, PortSpec.Protocol.TCP)),
        service.pullPolicy(),
        service.containerName(),
        service.labels(),
        Deployment.DEFAULT);
  }
}

package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Attachment;
import io.jorch.agent.network.ContainerNetwork;
import io.jorch.agent.network.Speaker;
import io.jorch.agent.network.Street;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.Health;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkShare;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Three nodes that tell each other what they serve, each on a machine of its own.
class NeighbourhoodIT {
  private static final StackName STACK = new StackName("shop");
  private static final ServiceName WEB = new ServiceName("web");
  private static final NetworkName NET = new NetworkName("shop_default");
  private static final int VNI = 0x6a0002;
  private final Map<NodeId, EndpointSet> shared = new ConcurrentHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /// One node: what it has of an agent.
  private final class Node {
    final Street.House house;
    final NodeId id;
    final Surroundings surroundings;
    final int number;
    final List<LocalTask> tasks = new ArrayList<>();

    Node(Street.House house, int number) throws IOException {
      this.house = house;
      this.number = number;
      this.id = new NodeId("node%08d".formatted(number));
      this.surroundings =
          new Surroundings(
              new Networks(house.network()),
              new Ports(house.network()),
              new Notices(id, NeighbourhoodIT.this::share),
              AssignmentSet.empty(id),
              revision -> {});
      surroundings.underlay(Optional.of(house.wire));
    }

    void assign(AssignmentSet set) throws IOException {
      house.namespace().call(() -> assigned(set));
      surroundings.changed(tasks);
    }

    private boolean assigned(AssignmentSet set) {
      surroundings.assign(set);
      return true;
    }

    AssignmentSet everything() {
      NetworkSpec spec = new NetworkSpec(NET, false, false, Optional.of("10.40.0.0/20"), Map.of());
      NetworkShare share =
          new NetworkShare(VNI, List.of("10.40.0." + 16 * number + "/28"), List.of());
      PortSpec port = new PortSpec("", OptionalInt.of(8080), 80, PortSpec.Protocol.TCP);
      return new AssignmentSet(
          id,
          1,
          List.of(),
          Map.of(),
          List.of(spec),
          List.of(),
          List.of(new ServiceEndpoint(STACK, WEB, List.of(port))),
          Map.of(NET, share));
    }

    /// A container of the service that is ready.
    ContainerNetwork start() throws IOException {
      Task task =
          new Task(
              TaskId.random(RandomGenerator.getDefault()),
              STACK,
              WEB,
              number + 1,
              "shop-web-" + (number + 1),
              new SpecHash("0".repeat(64)),
              Optional.of(id),
              Task.Desired.RUN,
              Instant.EPOCH,
              0);
      ContainerNetwork network =
          house
              .namespace()
              .call(
                  () ->
                      house
                          .network()
                          .attach(task.id().value(), List.of(Attachment.to(NET.value()))));
      LocalTask local =
          LocalTask.assigned(
              task,
              Specs.silent(NET.value()),
              TaskFiles.of(Path.of("/nonexistent"), task.id()),
              Instant.EPOCH);
      String address = network.endpoints().getFirst().address().toString();
      local.status(
          status ->
              Transition.running(
                  status, 1, Health.NONE, Map.of(NET, address), Map.of(), Instant.EPOCH));
      tasks.add(local);
      surroundings.changed(tasks);
      return network;
    }

    /// Whom callers of the published port of this machine get to.
    Set<String> behindThePort() throws IOException {
      Set<String> labels = new HashSet<>();
      for (int i = 0; i < 30; i++) labels.add(Speaker.ask(house.wire, 8080).substring(0, 1));
      return labels;
    }

    void leave() throws Exception {
      tasks.forEach(task -> house.network().detach(task.id().value()));
      tasks.clear();
      surroundings.underlay(Optional.empty());
      assign(AssignmentSet.empty(id));
      surroundings.settled().get();
      surroundings.close();
    }
  }

  private CompletableFuture<Void> share(EndpointSet set) {
    shared.put(set.node(), set);
    tell();
    return CompletableFuture.completedFuture(null);
  }

  private void tell() {
    for (Node node : nodes) {
      node.surroundings.peers(
          shared.values().stream().filter(set -> !set.node().equals(node.id)).toList());
    }
  }

  private void run(Street.Scene scene) throws IOException {
    Street.run(
        3,
        street -> {
          for (int i = 0; i < 3; i++) nodes.add(new Node(street.house(i), i));
          try {
            for (Node node : nodes) node.assign(node.everything());
            settle();
            scene.play(street);
          } finally {
            for (Node node : nodes) node.leave();
          }
        });
  }

  /// Everybody has heard of everybody, and acted on it.
  private void settle() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (Node node : nodes) node.surroundings.settled().get();
    }
  }

  @Test
  void aPublishedPortLeadsToAllNodesAndAwayFromADrainingTaskBeforeItIsStopped() throws Exception {
    run(
        street -> {
          ContainerNetwork b = nodes.get(1).start();
          ContainerNetwork c = nodes.get(2).start();
          settle();
          try (Speaker _ = Speaker.tcp(b.namespace(), 80, "b");
              Speaker _ = Speaker.tcp(c.namespace(), 80, "c")) {
            for (Node node : nodes) assertEquals(Set.of("b", "c"), node.behindThePort());
            Node second = nodes.get(1);
            second.tasks.getFirst().status(s -> Transition.stopping(s, Instant.EPOCH));
            second.surroundings.changed(second.tasks);
            second.surroundings.settled().get();
            for (Node node : nodes) assertEquals(Set.of("c"), node.behindThePort());
            Ipv4 draining = b.endpoints().getFirst().address();
            assertTrue(
                c.namespace().call(() -> Speaker.ask(draining, 80)).startsWith("b "),
                "it is reachable by its address until it is gone");
          }
        });
  }

  @Test
  void aNodeThatIsTakenForDeadGetsNothingMore() throws Exception {
    run(
        street -> {
          ContainerNetwork b = nodes.get(1).start();
          ContainerNetwork c = nodes.get(2).start();
          settle();
          try (Speaker _ = Speaker.tcp(b.namespace(), 80, "b");
              Speaker _ = Speaker.tcp(c.namespace(), 80, "c")) {
            Node first = nodes.getFirst();
            assertEquals(Set.of("b", "c"), first.behindThePort());
            shared.remove(nodes.get(2).id);
            tell();
            first.surroundings.settled().get();
            assertEquals(Set.of("b"), first.behindThePort());
            Ipv4 dead = c.endpoints().getFirst().address();
            assertThrows(
                IOException.class,
                () -> first.house.namespace().call(() -> Speaker.askInVain(dead, 80)));
          }
        });
  }
}

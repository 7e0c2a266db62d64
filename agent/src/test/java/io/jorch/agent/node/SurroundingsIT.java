package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.Nftables;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.agent.network.Config;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkName;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Networks and ports of assignments, in a network namespace of its own.
class SurroundingsIT {
  private static final NodeId NODE = new NodeId("node00000001");
  private static final StackName STACK = new StackName("shop");
  private static final ServiceName WEB = new ServiceName("web");
  private static final ServiceName SIDE = new ServiceName("side");
  private static final PortSpec FIXED = port(8080, 80);
  private static final PortSpec OPEN =
      new PortSpec("", OptionalInt.empty(), 81, PortSpec.Protocol.TCP);

  /// What a test does, on the machine that the namespace stands for.
  private interface Scene {
    void play(Surroundings surroundings, BlockingQueue<Long> applied) throws Exception;
  }

  private static void run(Scene scene) throws IOException {
    try (NetNamespace machine = namespace()) {
      machine.call(
          () -> {
            BlockingQueue<Long> applied = new LinkedBlockingQueue<>();
            try (AgentNetwork network =
                    AgentNetwork.open(new Config("it", Path.of("/etc/resolv.conf"), 1));
                Surroundings surroundings =
                    new Surroundings(
                        new Networks(network),
                        new Ports(network),
                        new Notices(NODE, set -> CompletableFuture.completedFuture(null)),
                        AssignmentSet.empty(NODE),
                        applied::add)) {
              scene.play(surroundings, applied);
            }
            return true;
          });
    }
  }

  /// Without the right to make one the test is skipped and says so, but for CI.
  private static NetNamespace namespace() throws IOException {
    try {
      return NetNamespace.create();
    } catch (LinuxException e) {
      if (e.errno() == Errno.EPERM && !"true".equals(System.getenv("CI"))) {
        Assumptions.abort("needs root for network namespaces: " + e.getMessage());
      }
      throw e;
    }
  }

  private static PortSpec port(int published, int target) {
    return new PortSpec("", OptionalInt.of(published), target, PortSpec.Protocol.TCP);
  }

  private static AssignmentSet set(
      long revision, List<NetworkSpec> networks, ServiceEndpoint... services) {
    return new AssignmentSet(
        NODE, revision, List.of(), Map.of(), networks, List.of(), List.of(services), Map.of());
  }

  /// The same with a task of the service on this node.
  private static AssignmentSet running(ServiceName service, AssignmentSet set) {
    return new AssignmentSet(
        NODE,
        set.revision(),
        List.of(task(service)),
        set.specs(),
        set.networks(),
        set.volumes(),
        set.services(),
        set.shares());
  }

  private static ServiceEndpoint service(ServiceName name, PortSpec... ports) {
    return new ServiceEndpoint(STACK, name, List.of(ports));
  }

  private static NetworkSpec network(String name, Optional<String> subnet) {
    return new NetworkSpec(new NetworkName(name), false, false, subnet, Map.of());
  }

  private static Task task(ServiceName service) {
    return new Task(
        TaskId.random(RandomGenerator.getDefault()),
        STACK,
        service,
        1,
        "shop-" + service + "-1",
        new SpecHash("0".repeat(64)),
        Optional.of(NODE),
        Task.Desired.RUN,
        Instant.EPOCH,
        0);
  }

  private static String rules() throws IOException {
    try (Nftables nftables = Nftables.open()) {
      return nftables.run("list ruleset");
    }
  }

  @Test
  void aSetIsInEffectOnceItsPortsAreAndNothingIsLeftOfTheLast() throws Exception {
    run(
        (surroundings, applied) -> {
          List<NetworkSpec> networks =
              List.of(network("shop_default", Optional.of("10.44.0.0/24")));
          surroundings.assign(set(1, networks, service(WEB, FIXED)));
          surroundings.changed(List.of());
          assertEquals(1, applied.take());
          assertTrue(rules().contains("8080"), rules());
          surroundings.assign(set(2, List.of()));
          surroundings.changed(List.of());
          assertEquals(2, applied.take());
          assertEquals("", rules());
        });
  }

  @Test
  void aPortThatAnotherServiceHoldsIsAnObstacleUntilItIsLetGo() throws Exception {
    run(
        (surroundings, applied) -> {
          surroundings.assign(set(1, List.of(), service(WEB, FIXED)));
          surroundings.assign(set(2, List.of(), service(WEB, FIXED), service(SIDE, FIXED)));
          assertEquals(Optional.empty(), surroundings.obstacle(task(WEB)));
          String reason = surroundings.obstacle(task(SIDE)).orElseThrow();
          assertTrue(reason.contains("8080") && reason.contains("shop/web"), reason);
          surroundings.assign(set(3, List.of(), service(SIDE, FIXED)));
          assertEquals(Optional.empty(), surroundings.obstacle(task(SIDE)));
        });
  }

  @Test
  void onlyThePortThatTheServiceLeftOpenIsTold() throws Exception {
    run(
        (surroundings, applied) -> {
          surroundings.assign(
              running(WEB, set(1, List.of(), service(WEB, FIXED, OPEN), service(SIDE))));
          Map<String, Integer> chosen = surroundings.published(task(WEB));
          assertEquals(List.of("81/tcp"), List.copyOf(chosen.keySet()));
          assertTrue(chosen.getOrDefault("81/tcp", 0) > 0);
          surroundings.assign(running(WEB, set(2, List.of(), service(WEB, FIXED, OPEN))));
          assertEquals(chosen, surroundings.published(task(WEB)));
          assertEquals(Map.of(), surroundings.published(task(SIDE)));
        });
  }

  @Test
  void aNodeWithoutTheServiceHoldsThePortsThatAllNodesPublishAndNoOthers() throws Exception {
    PortSpec own = new PortSpec("", OptionalInt.of(8081), 80, PortSpec.Protocol.TCP, true);
    run(
        (surroundings, applied) -> {
          AssignmentSet set = set(1, List.of(), service(WEB, FIXED, OPEN, own));
          surroundings.assign(set);
          surroundings.changed(List.of());
          assertEquals(1, applied.take());
          assertTrue(rules().contains("8080"), rules());
          assertFalse(rules().contains("8081"), rules());
          assertEquals(Map.of(), surroundings.published(task(WEB)));
          surroundings.assign(running(WEB, set.withRevision(2)));
          surroundings.changed(List.of());
          assertEquals(2, applied.take());
          assertTrue(rules().contains("8081"), rules());
          surroundings.assign(set(3, List.of()));
          surroundings.changed(List.of());
          assertEquals(3, applied.take());
        });
  }

  @Test
  void aNetworkThatCannotBeMadeIsAnObstacleToItsTasksOnly() throws Exception {
    run(
        (surroundings, applied) -> {
          surroundings.assign(set(1, List.of(network("shop_back", Optional.empty()))));
          assertEquals(
              Optional.of("network shop_back: the manager has not given it a subnet"),
              surroundings.obstacle(task(WEB), Specs.silent("shop_back")));
          assertFalse(surroundings.obstacle(task(WEB), Specs.silent("other")).isPresent());
        });
  }
}

package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Backend;
import io.jorch.agent.network.HostPort;
import io.jorch.agent.network.Protocol;
import io.jorch.agent.network.PublishedPort;
import io.jorch.agent.network.Reach;
import io.jorch.agent.node.Endpoints.PortKey;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.EndpointSet.Endpoint;
import io.jorch.core.model.EndpointSet.Stage;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private static final StackName STACK = new StackName("shop");
  private static final ServiceName WEB = new ServiceName("web");
  private static final NetworkName NET = new NetworkName("shop_default");
  private static final PortSpec PORT =
      new PortSpec("", OptionalInt.of(8080), 80, PortSpec.Protocol.TCP);

  private static final NodeId OTHER = new NodeId("node00000002");
  private static final HostPort AT = new HostPort(Ipv4.ANY, 8080, Protocol.TCP);

  @Test
  void onlyReadyTasksAnswerToTheirNames() {
    Map<String, List<Ipv4>> names =
        here(task(1, "10.0.0.2", Stage.READY), task(2, "10.0.0.3", Stage.UNREADY))
            .names(Set.of("shop_default"))
            .getOrDefault("shop_default", Map.of());
    List<Ipv4> ready = List.of(Ipv4.parse("10.0.0.2"));
    assertEquals(ready, names.get("web"));
    assertEquals(ready, names.get("tasks.web"));
    assertEquals(ready, names.get("www"));
    assertEquals(ready, names.get("shop-web-1"));
    assertEquals(List.of(), names.get("shop-web-2"));
  }

  @Test
  void namesCoverTheReadyTasksOfAllNodesButOnlyOnNetworksOfThisOne() {
    Endpoints all =
        new Endpoints(
            List.of(task(1, "10.0.0.2", Stage.READY)),
            List.of(
                elsewhere(
                    task(2, "10.0.0.18", Stage.READY), task(3, "10.0.0.19", Stage.DRAINING))));
    assertEquals(
        List.of(Ipv4.parse("10.0.0.2"), Ipv4.parse("10.0.0.18")),
        all.names(Set.of("shop_default")).getOrDefault("shop_default", Map.of()).get("web"));
    assertEquals(Map.of(), all.names(Set.of("other")));
  }

  @Test
  void aPublishedPortLeadsToEveryReadyTaskOfItsService() {
    Endpoints all =
        new Endpoints(
            List.of(task(1, "10.0.0.2", Stage.READY), task(3, "10.0.0.4", Stage.UNREADY)),
            List.of(
                elsewhere(
                    task(2, "10.0.0.18", Stage.READY), task(4, "10.0.0.19", Stage.DRAINING))));
    assertEquals(
        Set.of(
            new PublishedPort(
                AT,
                List.of(
                    new Backend(Ipv4.parse("10.0.0.2"), 80),
                    new Backend(Ipv4.parse("10.0.0.18"), 80)))),
        all.ports(services(PORT), Map.of(new PortKey(STACK, WEB, PORT), AT)));
  }

  @Test
  void aPortOfModeHostLeadsToTheTasksOfThisNodeOnly() {
    PortSpec own = new PortSpec("", OptionalInt.of(8080), 80, PortSpec.Protocol.TCP, true);
    Endpoints all =
        new Endpoints(
            List.of(task(1, "10.0.0.2", Stage.READY)),
            List.of(elsewhere(task(2, "10.0.0.18", Stage.READY))));
    assertEquals(
        Set.of(new PublishedPort(AT, List.of(new Backend(Ipv4.parse("10.0.0.2"), 80)))),
        all.ports(services(own), Map.of(new PortKey(STACK, WEB, own), AT)));
  }

  @Test
  void aPortWithoutReadyTasksStaysPublishedAndRefuses() {
    assertEquals(
        Set.of(new PublishedPort(AT, List.of())),
        Endpoints.NONE.ports(services(PORT), Map.of(new PortKey(STACK, WEB, PORT), AT)));
  }

  @Test
  void everythingOfOtherNodesIsReachableWhateverItsStage() {
    Ipv4 own = Ipv4.parse("203.0.113.1");
    Ipv4 machine = Ipv4.parse("203.0.113.2");
    Endpoints all =
        new Endpoints(
            List.of(task(1, "10.0.0.2", Stage.READY)),
            List.of(elsewhere(task(2, "10.0.0.18", Stage.DRAINING))));
    Map<Ipv4, Ipv4> far =
        Map.of(Ipv4.parse("10.0.0.16"), machine, Ipv4.parse("10.0.0.18"), machine);
    assertEquals(
        new Reach(Optional.of(own), Set.of(machine), Map.of("shop_default", far)),
        all.reach(Optional.of(own), Set.of("shop_default")));
    assertEquals(
        new Reach(Optional.of(own), Set.of(machine), Map.of()),
        all.reach(Optional.of(own), Set.of("other")));
    assertEquals(Reach.ALONE, all.reach(Optional.empty(), Set.of("shop_default")));
  }

  private static Endpoints here(Endpoint... tasks) {
    return new Endpoints(List.of(tasks), List.of());
  }

  private static EndpointSet elsewhere(Endpoint... tasks) {
    return new EndpointSet(OTHER, "203.0.113.2", Map.of(NET, "10.0.0.16"), List.of(tasks));
  }

  private static List<ServiceEndpoint> services(PortSpec port) {
    return List.of(new ServiceEndpoint(STACK, WEB, List.of(port)));
  }

  private static Endpoint task(int slot, String address, Stage stage) {
    return new Endpoint(
        new TaskId("%032x".formatted(slot)),
        STACK,
        WEB,
        "shop-web-" + slot,
        "host" + slot,
        List.of(new NetworkAttachment(NET, List.of("www"), Optional.empty())),
        Map.of(NET, address),
        stage);
  }
}

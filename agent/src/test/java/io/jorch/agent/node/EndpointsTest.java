package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Backend;
import io.jorch.agent.network.HostPort;
import io.jorch.agent.network.Protocol;
import io.jorch.agent.network.PublishedPort;
import io.jorch.agent.node.Endpoints.PortKey;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
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

  @Test
  void onlyReadyTasksAnswerToTheirNames() {
    Map<String, List<Ipv4>> names =
        Endpoints.names(List.of(task(1, "10.0.0.2", true), task(2, "10.0.0.3", false)))
            .getOrDefault("shop_default", Map.of());
    List<Ipv4> ready = List.of(Ipv4.parse("10.0.0.2"));
    assertEquals(ready, names.get("web"));
    assertEquals(ready, names.get("tasks.web"));
    assertEquals(ready, names.get("www"));
    assertEquals(ready, names.get("shop-web-1"));
    assertEquals(List.of(), names.get("shop-web-2"));
  }

  @Test
  void aPublishedPortLeadsToEveryReadyTaskOfItsService() {
    HostPort at = new HostPort(Ipv4.ANY, 8080, Protocol.TCP);
    List<ServiceEndpoint> services = List.of(new ServiceEndpoint(STACK, WEB, List.of(PORT)));
    List<Served> tasks =
        List.of(task(1, "10.0.0.2", true), task(2, "10.0.0.3", true), task(3, "10.0.0.4", false));
    assertEquals(
        Set.of(
            new PublishedPort(
                at,
                List.of(
                    new Backend(Ipv4.parse("10.0.0.2"), 80),
                    new Backend(Ipv4.parse("10.0.0.3"), 80)))),
        Endpoints.ports(services, tasks, Map.of(new PortKey(STACK, WEB, PORT), at)));
  }

  @Test
  void aPortWithoutReadyTasksStaysPublishedAndRefuses() {
    HostPort at = new HostPort(Ipv4.ANY, 8080, Protocol.TCP);
    List<ServiceEndpoint> services = List.of(new ServiceEndpoint(STACK, WEB, List.of(PORT)));
    assertEquals(
        Set.of(new PublishedPort(at, List.of())),
        Endpoints.ports(services, List.of(), Map.of(new PortKey(STACK, WEB, PORT), at)));
  }

  private static Served task(int slot, String address, boolean ready) {
    return new Served(
        STACK,
        WEB,
        "shop-web-" + slot,
        "host" + slot,
        List.of(new NetworkAttachment(NET, List.of("www"), Optional.empty())),
        Map.of(NET, address),
        ready);
  }
}

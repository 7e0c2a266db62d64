package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Backend;
import io.jorch.agent.network.HostPort;
import io.jorch.agent.network.Protocol;
import io.jorch.agent.network.PublishedPort;
import io.jorch.agent.network.Reach;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.EndpointSet.Endpoint;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Names, published ports and the way to containers elsewhere, derived from what this node serves
/// and what the others do: whole states each time.
///
/// @param local containers of this node
/// @param peers what each other node serves
record Endpoints(List<Endpoint> local, List<EndpointSet> peers) {
  static final Endpoints NONE = new Endpoints(List.of(), List.of());

  private Stream<Endpoint> all() {
    return Stream.concat(local.stream(), peers.stream().flatMap(set -> set.endpoints().stream()));
  }

  /// Who answers to which name on which network. A service that exists without a ready task keeps
  /// its name, with no address.
  ///
  /// @param networks those of this node: nobody asks here for names of another
  Map<String, Map<String, List<Ipv4>>> names(Set<String> networks) {
    Map<String, Map<String, List<Ipv4>>> names = new HashMap<>();
    all()
        .forEach(
            each ->
                each.networks().stream()
                    .filter(attachment -> networks.contains(attachment.network().value()))
                    .forEach(attachment -> name(each, attachment, names)));
    return names;
  }

  private static void name(
      Endpoint endpoint, NetworkAttachment attachment, Map<String, Map<String, List<Ipv4>>> names) {
    Map<String, List<Ipv4>> network =
        names.computeIfAbsent(attachment.network().value(), any -> new HashMap<>());
    String text = endpoint.addresses().get(attachment.network());
    Optional<Ipv4> address =
        Optional.ofNullable(text).filter(any -> endpoint.ready()).map(Ipv4::parse);
    for (String name : namesOf(endpoint, attachment)) {
      List<Ipv4> addresses = network.computeIfAbsent(name, any -> new ArrayList<>());
      address.ifPresent(addresses::add);
    }
  }

  private static Set<String> namesOf(Endpoint endpoint, NetworkAttachment attachment) {
    Set<String> names = new LinkedHashSet<>();
    names.add(endpoint.service().value());
    names.add("tasks." + endpoint.service().value());
    names.add(endpoint.container());
    if (!endpoint.hostname().isEmpty()) names.add(endpoint.hostname());
    names.addAll(attachment.aliases());
    return names;
  }

  /// Every published port with the addresses behind it: of all nodes, or of this one only where the
  /// port says so. `published` says which host port stands for a specification that leaves it open.
  Set<PublishedPort> ports(List<ServiceEndpoint> services, Map<PortKey, HostPort> published) {
    Map<PortKey.Owner, List<Endpoint>> byService = new HashMap<>();
    Map<PortKey.Owner, List<Endpoint>> here = new HashMap<>();
    all().filter(Endpoints::reachable).forEach(each -> group(byService, each));
    local.stream().filter(Endpoints::reachable).forEach(each -> group(here, each));
    Set<PublishedPort> ports = new LinkedHashSet<>();
    for (ServiceEndpoint service : services) {
      PortKey.Owner owner = new PortKey.Owner(service.stack(), service.service());
      for (PortSpec port : service.ports()) {
        HostPort at = published.get(new PortKey(service.stack(), service.service(), port));
        if (at == null) continue;
        List<Endpoint> behind = (port.host() ? here : byService).getOrDefault(owner, List.of());
        ports.add(new PublishedPort(at, backends(behind, port)));
      }
    }
    return ports;
  }

  private static void group(Map<PortKey.Owner, List<Endpoint>> groups, Endpoint each) {
    groups
        .computeIfAbsent(new PortKey.Owner(each.stack(), each.service()), any -> new ArrayList<>())
        .add(each);
  }

  private static boolean reachable(Endpoint endpoint) {
    return endpoint.ready() && !endpoint.addresses().isEmpty();
  }

  private static List<Backend> backends(List<Endpoint> endpoints, PortSpec port) {
    return endpoints.stream()
        .map(each -> new Backend(Ipv4.parse(firstAddress(each)), port.target()))
        .toList();
  }

  private static String firstAddress(Endpoint endpoint) {
    return endpoint.networks().stream()
        .map(attachment -> endpoint.addresses().get(attachment.network()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /// A port of a service.
  record PortKey(StackName stack, ServiceName service, PortSpec port) {
    /// The service.
    record Owner(StackName stack, ServiceName service) {}

    Owner owner() {
      return new Owner(stack, service);
    }

    Protocol protocol() {
      return switch (port.protocol()) {
        case TCP -> Protocol.TCP;
        case UDP -> Protocol.UDP;
      };
    }
  }

  /// Where everything of the other nodes is: containers, ready or not, and the nodes' own addresses
  /// on the networks, in whose name they forward.
  ///
  /// @param underlay this node's address among the others; empty when it is alone
  /// @param networks those of this node
  Reach reach(Optional<Ipv4> underlay, Set<String> networks) {
    if (underlay.isEmpty()) return Reach.ALONE;
    Set<Ipv4> machines = new HashSet<>();
    Map<String, Map<Ipv4, Ipv4>> far = new HashMap<>();
    for (EndpointSet set : peers) {
      Ipv4 machine = Ipv4.parse(set.underlay());
      machines.add(machine);
      set.gateways().forEach((network, at) -> put(far, network.value(), at, machine));
      for (Endpoint each : set.endpoints()) {
        each.addresses().forEach((network, at) -> put(far, network.value(), at, machine));
      }
    }
    far.keySet().retainAll(networks);
    return new Reach(underlay, machines, far);
  }

  private static void put(
      Map<String, Map<Ipv4, Ipv4>> far, String network, String address, Ipv4 machine) {
    far.computeIfAbsent(network, any -> new HashMap<>()).put(Ipv4.parse(address), machine);
  }
}

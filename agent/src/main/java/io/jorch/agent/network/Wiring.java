package io.jorch.agent.network;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.net.Addresses;
import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.NetlinkRequest;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.network.Bridges.Bridge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Wires a namespace to bridges: one batch of requests on the host's side, one inside.
final class Wiring {
  private final NetlinkSocket route;
  private final LinkNames names;
  private final Bridges bridges;

  Wiring(NetlinkSocket route, LinkNames names, Bridges bridges) {
    this.route = route;
    this.names = names;
    this.bridges = bridges;
  }

  /// Gives each attachment its address; all or none.
  List<Endpoint> plan(List<Attachment> attachments) throws IOException {
    List<Endpoint> endpoints = new ArrayList<>();
    try {
      for (Attachment attachment : attachments) {
        Bridge bridge = bridges.get(attachment.network());
        Ipv4 address =
            attachment.address().isPresent()
                ? bridge.pool().take(attachment.address().get())
                : bridge.pool().take();
        Mac mac = attachment.mac().orElseGet(() -> Mac.of(address));
        endpoints.add(
            new Endpoint(
                attachment.network(),
                "eth" + endpoints.size(),
                address,
                bridge.spec().subnet(),
                mac));
      }
      return endpoints;
    } catch (IOException e) {
      free(endpoints);
      throw e;
    }
  }

  void free(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      bridges.find(endpoint.network()).ifPresent(bridge -> bridge.pool().free(endpoint.address()));
    }
  }

  void restore(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      bridges
          .find(endpoint.network())
          .ifPresent(bridge -> bridge.pool().restore(endpoint.address()));
    }
  }

  void connect(String task, List<Endpoint> endpoints, NetNamespace namespace, NetlinkSocket inside)
      throws IOException {
    List<NetlinkRequest> outside = new ArrayList<>();
    boolean hairpin = BridgeFiltering.isOn();
    for (Endpoint endpoint : endpoints) {
      Bridge bridge = bridges.get(endpoint.network());
      String name = names.veth(task, endpoint.network());
      Links.VethPeer peer = new Links.VethPeer(endpoint.interfaceName(), endpoint.mac(), namespace);
      outside.add(Links.veth(name, bridge.index(), bridge.spec().mtu(), peer));
      outside.add(Links.describePort(name, names.taskAlias(task, endpoint.network()), hairpin));
    }
    join(task, endpoints, outside);
    inside.run(addresses(endpoints, inside));
  }

  /// A link of that name is what a killed daemon left half done: the task is not attached, or we
  /// would not be here.
  private void join(String task, List<Endpoint> endpoints, List<NetlinkRequest> requests)
      throws IOException {
    try {
      route.run(requests);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) throw e;
      for (String stale : links(task, endpoints)) bridges.delete(stale);
      route.run(requests);
    }
  }

  private List<NetlinkRequest> addresses(List<Endpoint> endpoints, NetlinkSocket inside)
      throws IOException {
    List<NetlinkRequest> requests = new ArrayList<>();
    Optional<NetlinkRequest> way = Optional.empty();
    for (Endpoint endpoint : endpoints) {
      int link = Links.find(inside, endpoint.interfaceName()).index();
      requests.add(Links.up(endpoint.interfaceName()));
      requests.add(Addresses.add(link, endpoint.address(), endpoint.subnet()));
      if (way.isEmpty() && !bridges.get(endpoint.network()).spec().internal()) {
        Ipv4 gateway = bridges.get(endpoint.network()).spec().gateway();
        way = Optional.of(Addresses.defaultRoute(link, gateway));
      }
    }
    way.ifPresent(requests::add);
    return requests;
  }

  /// Gives both ends of a container's links to the network the network's MTU. One that is on its
  /// way out is left alone.
  void resize(ContainerNetwork container, String network) throws IOException {
    Optional<Bridge> bridge = bridges.find(network);
    if (bridge.isEmpty()) return;
    try {
      resize(container, network, bridge.get().spec().mtu());
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENODEV) throw e;
    }
  }

  private void resize(ContainerNetwork container, String network, int mtu) throws IOException {
    for (Endpoint endpoint : container.endpoints()) {
      if (!endpoint.network().equals(network)) continue;
      String outside = names.veth(container.task(), network);
      if (Links.find(route, outside).mtu() == mtu) continue;
      route.run(Links.mtu(outside, mtu));
      container
          .namespace()
          .call(
              () -> {
                try (NetlinkSocket inside = NetlinkSocket.route()) {
                  inside.run(Links.mtu(endpoint.interfaceName(), mtu));
                }
                return true;
              });
    }
  }

  /// Names of the host-side links of a container.
  List<String> links(String task, List<Endpoint> endpoints) {
    return endpoints.stream().map(endpoint -> names.veth(task, endpoint.network())).toList();
  }
}

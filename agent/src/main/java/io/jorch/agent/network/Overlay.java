package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Vxlan;
import io.jorch.agent.network.Bridges.Bridge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The VXLAN devices that join this machine's bridges with those of others, and what they know.
/// There is one for each network that has addresses elsewhere, and none without.
final class Overlay {
  private final NetlinkSocket route;
  private final LinkNames names;
  private final Bridges bridges;
  private final Map<String, Tunnel> tunnels = new HashMap<>();
  private Set<Ipv4> far = Set.of();

  Overlay(NetlinkSocket route, LinkNames names, Bridges bridges) {
    this.route = route;
    this.names = names;
    this.bridges = bridges;
  }

  /// Makes devices and entries exactly so. One network that fails does not keep the others from
  /// their share; the first failure is thrown at the end.
  synchronized void apply(Reach reach) throws IOException {
    far = addresses(reach);
    List<IOException> failures = new ArrayList<>();
    for (Bridge bridge : bridges.all()) {
      Map<Ipv4, Ipv4> wanted = reach.far().getOrDefault(bridge.spec().name(), Map.of());
      try {
        Optional<Vxlan.Identity> identity = identity(bridge, reach, wanted);
        if (identity.isPresent()) tunnel(bridge, identity.get()).apply(wanted);
        else remove(bridge.spec().name());
      } catch (IOException e) {
        failures.add(
            new IOException("join network " + bridge.spec().name() + ": " + e.getMessage(), e));
      }
    }
    if (!failures.isEmpty()) throw failures.getFirst();
  }

  private static Set<Ipv4> addresses(Reach reach) {
    Set<Ipv4> all = new HashSet<>();
    reach.far().values().forEach(network -> all.addAll(network.keySet()));
    return Set.copyOf(all);
  }

  private static Optional<Vxlan.Identity> identity(
      Bridge bridge, Reach reach, Map<Ipv4, Ipv4> wanted) {
    if (wanted.isEmpty() || bridge.spec().vni().isEmpty()) return Optional.empty();
    int vni = bridge.spec().vni().getAsInt();
    return reach.underlay().map(local -> new Vxlan.Identity(vni, local));
  }

  /// The network's device, made unless one like it is there.
  private Tunnel tunnel(Bridge bridge, Vxlan.Identity identity) throws IOException {
    String network = bridge.spec().name();
    String name = names.vxlan(network);
    Optional<Vxlan.Device> there = Vxlan.find(route, name);
    boolean fits =
        there.isPresent()
            && there.get().master() == bridge.index()
            && there.get().identity().equals(Optional.of(identity));
    if (fits) return tunnels.computeIfAbsent(network, _ -> new Tunnel(route, there.get().index()));
    if (there.isPresent()) bridges.delete(name);
    route.run(
        List.of(
            Vxlan.create(name, identity, bridge.index(), bridge.spec().mtu()),
            Links.describePort(name, names.networkAlias(network), false)));
    Tunnel fresh = new Tunnel(route, Links.find(route, name).index());
    tunnels.put(network, fresh);
    return fresh;
  }

  /// Takes the network's device away; none there is fine.
  synchronized void remove(String network) throws IOException {
    tunnels.remove(network);
    bridges.delete(names.vxlan(network));
  }

  /// Gives the network's device, if any, the MTU of its bridge.
  synchronized void resize(Bridge bridge) throws IOException {
    String name = names.vxlan(bridge.spec().name());
    if (Vxlan.find(route, name).isPresent()) route.run(Links.mtu(name, bridge.spec().mtu()));
  }

  /// Addresses that are on other machines.
  synchronized Set<Ipv4> far() {
    return far;
  }
}

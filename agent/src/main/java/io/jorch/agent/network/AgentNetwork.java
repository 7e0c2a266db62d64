package io.jorch.agent.network;

import io.jorch.agent.linux.net.Addresses;
import io.jorch.agent.linux.net.Conntrack;
import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import io.jorch.agent.linux.net.Subnet;
import io.jorch.agent.linux.net.Vxlan;
import io.jorch.agent.network.Bridges.Bridge;
import io.jorch.agent.network.dns.DnsServer;
import io.jorch.agent.network.dns.DnsSockets;
import io.jorch.agent.network.dns.HostResolvers;
import io.jorch.agent.network.dns.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The containers' network on this machine, in the network namespace of the thread that opens it
/// (the host's, or any other). Order after a start: [#ensure] every network, [#adopt] every
/// container, [#names], [#publish], [#sweep]; until then what an earlier daemon made goes on
/// working. Closing it leaves bridges, links and rules in place, for the containers that go on.
///
/// Network modes: `none` is [#attach] with no attachments; a container of mode `host` is not
/// attached at all. Of the host's sysctls only `net.ipv4.ip_forward` is changed (to 1, when it is
/// not) and stays so after the last network is gone, since others may rely on it by then;
/// everything else is on links that vanish.
public final class AgentNetwork implements AutoCloseable {
  private final LinkNames linkNames;
  private final NetlinkSocket route;
  private final NetlinkSocket netfilter;
  private final Bridges bridges;
  private final Overlay overlay;
  private final Wiring wiring;
  private final Firewall firewall;
  private final PortReservations reservations = new PortReservations();
  private final DnsServer dns;
  private final SpareNamespaces spares;
  private final Reaper reaper;
  private final Map<String, ContainerNetwork> containers = new ConcurrentHashMap<>();

  private AgentNetwork(
      Config config, NetlinkSocket route, NetlinkSocket netfilter, Nftables nftables)
      throws IOException {
    this.linkNames = new LinkNames(config.instance());
    this.route = route;
    this.netfilter = netfilter;
    this.bridges = new Bridges(route, linkNames);
    this.overlay = new Overlay(route, linkNames, bridges);
    this.wiring = new Wiring(route, linkNames, bridges);
    this.firewall = new Firewall(nftables, netfilter, config.instance());
    this.dns = DnsServer.open(new HostResolvers(config.hostResolvConf()));
    this.reaper = new Reaper();
    this.spares = new SpareNamespaces(config.spareNamespaces());
  }

  public static AgentNetwork open(Config config) throws IOException {
    return new AgentNetwork(
        config, NetlinkSocket.route(), NetlinkSocket.netfilter(), Nftables.open());
  }

  /// Destinations this machine already has routes to: a new network's subnet must overlap none of
  /// them.
  public List<Subnet> routesInUse() throws IOException {
    return Addresses.routed(route);
  }

  /// Makes the network unless it is there already. It may grow (more slices, a number between
  /// machines) and change its MTU; one that is there otherwise differently must be removed first.
  public void ensure(NetworkSpec spec) throws IOException {
    IpForwarding.enable();
    Bridge bridge = bridges.ensure(spec);
    firewall.addNetwork(bridge.name(), spec);
    overlay.resize(bridge);
    for (ContainerNetwork container : containers.values()) wiring.resize(container, spec.name());
  }

  /// The address of this machine on the network, which is its containers' gateway there.
  public Optional<Ipv4> gateway(String network) {
    return bridges.find(network).map(bridge -> bridge.spec().gateway());
  }

  /// The largest packet that fits between machines once it is wrapped, when this machine has that
  /// address among them.
  public int innerMtu(Ipv4 underlay) throws IOException {
    for (Addresses.Assigned each : Addresses.list(route)) {
      if (!each.address().equals(underlay)) continue;
      for (Links.Link link : Links.list(route)) {
        if (link.index() == each.link()) return link.mtu() - Vxlan.OVERHEAD;
      }
    }
    throw new IOException(
        "join networks of other machines by address "
            + underlay
            + ": no link of this machine has it; advertise one that it has");
  }

  /// Makes exactly these addresses reachable on other machines, and lets only those machines send
  /// to this one. A machine alone has neither VXLAN device nor open port. Comes before [#publish]:
  /// that asks which backends are elsewhere.
  public void reach(Reach reach) throws IOException {
    boolean alone = reach.underlay().isEmpty() || reach.machines().isEmpty();
    if (!alone) firewall.tunnelsFrom(Optional.of(reach.machines()));
    overlay.apply(alone ? Reach.ALONE : reach);
    if (alone) firewall.tunnelsFrom(Optional.empty());
  }

  /// Whether only root may speak to the loopback addresses at which the cluster's members meet.
  public void guardMembers(boolean on) throws IOException {
    firewall.guardMembers(on);
  }

  /// Removes the network; its containers must be detached. None there is fine.
  public void remove(String network) throws IOException {
    List<String> users =
        containers.values().stream()
            .filter(c -> isOn(network, c))
            .map(ContainerNetwork::task)
            .sorted()
            .toList();
    if (!users.isEmpty()) {
      throw new IOException(
          "remove network "
              + network
              + ": still used by "
              + String.join(", ", users)
              + "; stop them first");
    }
    settle();
    overlay.remove(network);
    bridges.remove(network);
    firewall.removeNetwork(linkNames.bridge(network));
  }

  private static boolean isOn(String network, ContainerNetwork container) {
    return container.endpoints().stream().anyMatch(endpoint -> endpoint.network().equals(network));
  }

  /// Gives the container a namespace with `lo` and an interface `eth0`, `eth1`… for each
  /// attachment, in order. The first network that is not internal gets the default route. On
  /// failure nothing is left.
  public ContainerNetwork attach(String task, List<Attachment> attachments) throws IOException {
    if (containers.containsKey(task))
      throw new IOException("attach task " + task + ": it is attached already");
    boolean fixed = attachments.stream().anyMatch(attachment -> attachment.address().isPresent());
    if (fixed) settle(); // The last holder of the address may still answer for it.
    List<Endpoint> endpoints = wiring.plan(attachments);
    awaitGone(wiring.links(task, endpoints));
    SpareNamespaces.Spare spare = spares.take();
    try (NetlinkSocket inside = spare.route()) {
      wiring.connect(task, endpoints, spare.namespace(), inside);
    } catch (IOException e) {
      spare.discard();
      reaper.reap(wiring.links(task, endpoints), List.of());
      wiring.free(endpoints);
      throw new IOException("attach task " + task + " to its networks: " + e.getMessage(), e);
    }
    return begin(new ContainerNetwork(task, spare.namespace(), endpoints), spare.dns());
  }

  private void awaitGone(List<String> links) throws IOException {
    try {
      reaper.await(links);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for old links to go", e);
    }
  }

  private ContainerNetwork begin(ContainerNetwork container, DnsSockets sockets) {
    containers.put(container.task(), container);
    if (container.endpoints().isEmpty()) sockets.close();
    else dns.serve(container.task(), sockets, networksOf(container), hasOutside(container));
    return container;
  }

  private static List<String> networksOf(ContainerNetwork container) {
    return container.endpoints().stream().map(Endpoint::network).toList();
  }

  /// A container of internal networks only must not carry words outside in DNS questions either.
  private boolean hasOutside(ContainerNetwork container) {
    return networksOf(container).stream()
        .flatMap(network -> bridges.find(network).stream())
        .anyMatch(bridge -> !bridge.spec().internal());
  }

  /// Takes over a container that an earlier daemon attached: its addresses are kept, its DNS is
  /// served again. `pid` is any process inside.
  public ContainerNetwork adopt(String task, long pid, List<Endpoint> endpoints)
      throws IOException {
    wiring.restore(endpoints);
    NetNamespace namespace = NetNamespace.of(pid);
    try {
      DnsSockets sockets = namespace.call(DnsSockets::open);
      ContainerNetwork container = new ContainerNetwork(task, namespace, endpoints);
      for (String on : networksOf(container)) wiring.resize(container, on);
      return begin(container, sockets);
    } catch (IOException e) {
      namespace.close();
      throw new IOException(
          "adopt the network of task " + task + " (pid " + pid + "): " + e.getMessage(), e);
    }
  }

  /// Gives up the container's links, addresses and remembered connections. Returns at once, the
  /// kernel takes its time ([#settle] waits). Not attached is fine.
  public void detach(String task) {
    ContainerNetwork container = containers.remove(task);
    if (container == null) return;
    dns.drop(task);
    container.namespace().close();
    reaper.reap(
        wiring.links(task, container.endpoints()),
        container.endpoints().stream().map(Endpoint::address).toList());
    wiring.free(container.endpoints());
  }

  /// Waits until everything detached so far is really gone.
  public void settle() throws IOException {
    try {
      reaper.settle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while links were being removed", e);
    }
  }

  /// Removes links of this instance that belong to none of the tasks and networks, and the firewall
  /// table when no network and no published port is known.
  public void sweep(Set<String> tasks, Set<String> networks) throws IOException {
    List<String> lost = new ArrayList<>();
    for (Links.Link link : Links.list(route)) {
      boolean lostTask =
          linkNames.taskOf(link.alias()).filter(task -> !tasks.contains(task)).isPresent();
      boolean lostNetwork =
          linkNames.networkOf(link.alias()).filter(name -> !networks.contains(name)).isPresent();
      if (lostTask || lostNetwork) lost.add(link.name());
    }
    reaper.reap(lost, List.of());
    settle();
    firewall.sweep();
  }

  /// Network, then name, then addresses: all there is. A name with no addresses is known and
  /// answered with "no such name" instead of being asked from the host's resolvers.
  public void names(Map<String, Map<String, List<Ipv4>>> names) {
    dns.names(new Names(names));
  }

  /// Makes exactly these ports published. Connections stay with the backend they have; UDP, which
  /// has none, moves with the next packet when its backend is gone.
  public void publish(Collection<PublishedPort> ports) throws IOException {
    Set<HostPort> changed = firewall.publish(ports, overlay.far());
    if (changed.stream().allMatch(port -> port.protocol() == Protocol.TCP)) return;
    StaleFlows stale = new StaleFlows(changed, ports);
    Conntrack.forget(netfilter, stale::contains);
  }

  /// Writes all rules anew in one transaction, whatever became of them; connections are not
  /// disturbed.
  public void rewrite() throws IOException {
    firewall.rewrite();
  }

  /// Does so if another program of the host has changed or flushed them, and says whether it had
  /// to. For a periodic check: as long as nobody touches the firewall it costs one message.
  public boolean mend() throws IOException {
    return firewall.mend();
  }

  /// What else on this host stands in the containers' way, as sentences that say how to mend it.
  public List<String> obstacles() throws IOException {
    return firewall.obstacles();
  }

  /// Cuts the connections that go to the backends, as far as the kernel's memory of them goes.
  public void forget(Set<Backend> backends) throws IOException {
    Conntrack.forget(
        netfilter,
        flow ->
            backends.contains(
                new Backend(flow.reply().source(), Math.max(1, flow.reply().sourcePort()))));
  }

  /// Holds a host port for publishing; `port` 0 takes any free one. `holder` is named to the next
  /// who wants it.
  public HostPort reserve(Ipv4 address, int port, Protocol protocol, String holder)
      throws IOException {
    return reservations.reserve(address, port, protocol, holder);
  }

  /// Holds the first free port of a range.
  public HostPort reserve(Ipv4 address, int first, int last, Protocol protocol, String holder)
      throws IOException {
    return reservations.reserve(address, first, last, protocol, holder);
  }

  public void release(HostPort port) throws IOException {
    reservations.release(port);
  }

  @Override
  public void close() throws IOException {
    spares.close();
    dns.close();
    containers.values().forEach(container -> container.namespace().close());
    reaper.close();
    reservations.close();
    firewall.close();
    netfilter.close();
    route.close();
  }
}

package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkShare;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.TaskSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The networks that stacks have on this node.
final class Networks {
  private static final int MTU = 1500;
  private final AgentNetwork network;
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Map<String, io.jorch.agent.network.NetworkSpec> present = new ConcurrentHashMap<>();
  private Optional<Ipv4> underlay = Optional.empty();
  private int mtu = MTU;

  /// Until it is known that there is nothing of a cluster, not even from an earlier daemon.
  private boolean reaching = true;

  Networks(AgentNetwork network) {
    this.network = network;
  }

  /// The node is in a cluster and has this address there, or is alone from now on.
  synchronized void underlay(Optional<Ipv4> address) throws IOException {
    mtu = address.isPresent() ? network.innerMtu(address.get()) : MTU;
    network.guardMembers(address.isPresent());
    underlay = address;
  }

  synchronized Optional<Ipv4> underlay() {
    return underlay;
  }

  /// Makes those that are missing and lets those grow that should; why one cannot be made is told
  /// to the tasks that need it.
  synchronized void ensure(AssignmentSet set) {
    for (NetworkSpec spec : set.networks()) {
      String name = spec.name().value();
      try {
        var wanted = wanted(spec, Optional.ofNullable(set.shares().get(spec.name())));
        if (wanted.equals(present.get(name))) continue;
        make(wanted);
        present.put(name, wanted);
        failures.remove(name);
      } catch (IOException | IllegalArgumentException e) {
        failures.put(name, "network " + name + ": " + e.getMessage());
      }
    }
  }

  private io.jorch.agent.network.NetworkSpec wanted(NetworkSpec spec, Optional<NetworkShare> share)
      throws IOException {
    Subnet subnet =
        Subnet.parse(
            spec.subnet()
                .orElseThrow(() -> new IOException("the manager has not given it a subnet")));
    String name = spec.name().value();
    if (share.isEmpty() && underlay.isPresent()) {
      throw new IOException(
          "no addresses of "
              + subnet
              + " are left for this node; give the network a larger subnet");
    }
    return share
        .map(
            part ->
                new io.jorch.agent.network.NetworkSpec(
                    name,
                    subnet,
                    spec.internal(),
                    mtu,
                    part.slices().stream().map(Subnet::parse).toList(),
                    part.reserved().stream().map(Ipv4::parse).collect(Collectors.toSet()),
                    underlay.isPresent() ? OptionalInt.of(part.vni()) : OptionalInt.empty()))
        .orElseGet(
            () -> new io.jorch.agent.network.NetworkSpec(name, subnet, spec.internal(), mtu));
  }

  /// One that is there with another subnet is made anew, if nothing is on it.
  private void make(io.jorch.agent.network.NetworkSpec wanted) throws IOException {
    io.jorch.agent.network.NetworkSpec there = present.get(wanted.name());
    if (there != null && !there.sameButForGrowth(wanted)) {
      network.remove(wanted.name());
      present.remove(wanted.name());
    }
    network.ensure(wanted);
  }

  /// This node's address on each of these networks that it has.
  Map<NetworkName, String> gateways(List<NetworkSpec> wanted) {
    Map<NetworkName, String> gateways = new HashMap<>();
    for (NetworkSpec each : wanted) {
      var here = present.get(each.name().value());
      if (here != null) gateways.put(each.name(), here.gateway().toString());
    }
    return gateways;
  }

  Optional<String> obstacle(TaskSpec spec) {
    return spec.networks().stream()
        .map(NetworkAttachment::network)
        .map(NetworkName::value)
        .filter(failures::containsKey)
        .map(failures::get)
        .findFirst();
  }

  void names(Endpoints endpoints) {
    network.names(endpoints.names(present.keySet()));
  }

  /// Makes what is on other nodes reachable from here.
  synchronized void reach(Endpoints endpoints) throws IOException {
    if (underlay.isEmpty() && !reaching) return;
    network.reach(endpoints.reach(underlay, present.keySet()));
    reaching = underlay.isPresent();
  }

  /// Removes networks that nobody wants; gives whether none is left that still has tasks.
  synchronized boolean removeUnless(List<NetworkSpec> wanted, Set<String> inUse)
      throws IOException {
    Set<String> names =
        wanted.stream().map(spec -> spec.name().value()).collect(Collectors.toSet());
    Set<String> gone = new HashSet<>(present.keySet());
    gone.removeAll(names);
    boolean clean = gone.stream().noneMatch(inUse::contains);
    gone.removeAll(inUse);
    for (String name : gone) {
      network.remove(name);
      present.remove(name);
      failures.remove(name);
    }
    return clean;
  }

  /// Sees to it that the firewall still has our rules; gives whether another program had removed
  /// them.
  boolean mend() throws IOException {
    return network.mend();
  }

  List<String> routesInUse() throws IOException {
    return network.routesInUse().stream().map(Subnet::toString).toList();
  }
}

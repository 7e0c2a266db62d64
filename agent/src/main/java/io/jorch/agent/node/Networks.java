package io.jorch.agent.node;

import io.jorch.agent.linux.net.Subnet;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.TaskSpec;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The networks that stacks have on this node.
final class Networks {
  private static final int MTU = 1500;
  private final AgentNetwork network;
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Map<String, NetworkSpec> present = new HashMap<>();

  Networks(AgentNetwork network) {
    this.network = network;
  }

  /// Makes those that are missing; why one cannot be made is told to the tasks that need it.
  synchronized void ensure(List<NetworkSpec> wanted) {
    for (NetworkSpec spec : wanted) {
      if (spec.equals(present.get(spec.name().value()))) continue;
      try {
        make(spec);
        present.put(spec.name().value(), spec);
        failures.remove(spec.name().value());
      } catch (IOException | IllegalArgumentException e) {
        failures.put(spec.name().value(), "network " + spec.name() + ": " + e.getMessage());
      }
    }
  }

  private void make(NetworkSpec spec) throws IOException {
    String subnet =
        spec.subnet().orElseThrow(() -> new IOException("the manager has not given it a subnet"));
    network.ensure(
        new io.jorch.agent.network.NetworkSpec(
            spec.name().value(), Subnet.parse(subnet), spec.internal(), MTU));
  }

  Optional<String> obstacle(TaskSpec spec) {
    return spec.networks().stream()
        .map(NetworkAttachment::network)
        .map(NetworkName::value)
        .filter(failures::containsKey)
        .map(failures::get)
        .findFirst();
  }

  void names(Collection<Served> tasks) {
    network.names(Endpoints.names(tasks));
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

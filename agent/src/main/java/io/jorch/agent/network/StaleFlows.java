package io.jorch.agent.network;

import io.jorch.agent.linux.net.Conntrack.Flow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// UDP flows to changed ports which go on to where the port leads no more: a steady sender would
/// keep such a flow alive for ever and never reach a new backend.
final class StaleFlows {
  private final Set<HostPort> changed;
  private final Map<HostPort, List<Backend>> backends;

  StaleFlows(Set<HostPort> changed, Collection<PublishedPort> ports) {
    this.changed = changed;
    this.backends =
        ports.stream().collect(Collectors.toMap(PublishedPort::at, PublishedPort::backends));
  }

  boolean contains(Flow flow) {
    return flow.protocol() == Protocol.UDP.number()
        && changed.stream().anyMatch(port -> isStale(flow, port));
  }

  private boolean isStale(Flow flow, HostPort port) {
    boolean toPort =
        port.protocol() == Protocol.UDP
            && flow.original().destinationPort() == port.port()
            && (port.anyAddress() || flow.original().destination().equals(port.address()));
    return toPort && !passingBy(flow) && !isServed(flow, port);
  }

  /// Only its source was translated: it went through this host to the same port elsewhere.
  private static boolean passingBy(Flow flow) {
    boolean toWhereItSaid = flow.original().destination().equals(flow.reply().source());
    return toWhereItSaid && !flow.original().source().equals(flow.reply().destination());
  }

  private boolean isServed(Flow flow, HostPort port) {
    if (flow.reply().sourcePort() == 0) return false;
    Backend served = new Backend(flow.reply().source(), flow.reply().sourcePort());
    return backends.getOrDefault(port, List.of()).contains(served);
  }
}

package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.agent.network.HostPort;
import io.jorch.agent.node.Endpoints.PortKey;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Host ports that services publish here: held against other processes for as long as the service
/// is assigned, and sent to its ready tasks.
final class Ports {
  private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
  private final AgentNetwork network;
  private final Map<PortKey, HostPort> held = new HashMap<>();
  private final Map<PortKey, String> refused = new HashMap<>();

  Ports(AgentNetwork network) {
    this.network = network;
  }

  /// Takes the ports of these services and lets go of all others.
  synchronized void reserve(List<ServiceEndpoint> services) {
    Set<PortKey> wanted = new HashSet<>();
    for (ServiceEndpoint service : services) {
      for (PortSpec port : service.ports()) {
        wanted.add(new PortKey(service.stack(), service.service(), port));
      }
    }
    release(wanted);
    refused.clear();
    wanted.stream().filter(key -> !held.containsKey(key)).forEach(this::take);
  }

  private void release(Set<PortKey> wanted) {
    for (Map.Entry<PortKey, HostPort> each : List.copyOf(held.entrySet())) {
      if (wanted.contains(each.getKey())) continue;
      held.remove(each.getKey());
      try {
        network.release(each.getValue());
      } catch (IOException e) {
        LOG.debug("port {} is let go of all the same", each.getValue(), e);
      }
    }
  }

  private void take(PortKey key) {
    PortSpec port = key.port();
    Ipv4 address = port.hostIp().isEmpty() ? Ipv4.ANY : Ipv4.parse(port.hostIp());
    try {
      held.put(
          key,
          network.reserve(
              address,
              port.published().orElse(0),
              key.protocol(),
              "service " + key.stack() + "/" + key.service()));
    } catch (IOException | IllegalArgumentException e) {
      refused.put(key, String.valueOf(e.getMessage()));
    }
  }

  /// Why a service cannot publish its ports, if so.
  synchronized Optional<String> obstacle(StackName stack, ServiceName service) {
    return refused.entrySet().stream()
        .filter(entry -> belongs(entry.getKey(), stack, service))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean belongs(PortKey key, StackName stack, ServiceName service) {
    return key.stack().equals(stack) && key.service().equals(service);
  }

  /// The host ports chosen for those that the service left open, by container port.
  synchronized Map<String, Integer> chosen(StackName stack, ServiceName service) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    held.forEach(
        (key, at) -> {
          if (belongs(key, stack, service) && key.port().published().isEmpty()) {
            ports.put(key.port().target() + "/" + key.protocol(), at.port());
          }
        });
    return ports;
  }

  /// Sends each port to the tasks that are ready behind it.
  void publish(List<ServiceEndpoint> services, Collection<Served> tasks) throws IOException {
    Map<PortKey, HostPort> now;
    synchronized (this) {
      now = Map.copyOf(held);
    }
    network.publish(Endpoints.ports(services, tasks, now));
  }
}

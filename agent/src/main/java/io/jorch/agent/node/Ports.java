package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.agent.network.HostPort;
import io.jorch.agent.node.Endpoints.PortKey;
import io.jorch.agent.node.Endpoints.PortKey.Owner;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  /// Takes the ports that a node with these assignments publishes and lets go of all others. One
  /// that cannot be had is an obstacle to the service's tasks here, and said aloud where there are
  /// none: the service answers on the other nodes all the same.
  synchronized void reserve(AssignmentSet set) {
    Set<Owner> here = new HashSet<>();
    for (Task task : set.tasks()) here.add(new Owner(task.stack(), task.service()));
    Set<PortKey> wanted = new LinkedHashSet<>();
    for (ServiceEndpoint service : set.services()) {
      for (PortSpec port : service.ports()) {
        PortKey key = new PortKey(service.stack(), service.service(), port);
        if (onEveryNode(port) || here.contains(key.owner())) wanted.add(key);
      }
    }
    release(wanted);
    Map<PortKey, String> before = Map.copyOf(refused);
    refused.clear();
    wanted.stream().filter(key -> !held.containsKey(key)).forEach(this::take);
    refused.forEach(
        (key, reason) -> {
          if (!here.contains(key.owner()) && !reason.equals(before.get(key))) {
            LOG.warn("service {}/{} is not published here: {}", key.stack(), key.service(), reason);
          }
        });
  }

  /// One of its own node's only, or one whose number each node chooses, means nothing elsewhere.
  private static boolean onEveryNode(PortSpec port) {
    return !port.host() && port.published().isPresent();
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
  void publish(List<ServiceEndpoint> services, Endpoints endpoints) throws IOException {
    Map<PortKey, HostPort> now;
    synchronized (this) {
      now = Map.copyOf(held);
    }
    network.publish(endpoints.ports(services, now));
  }
}

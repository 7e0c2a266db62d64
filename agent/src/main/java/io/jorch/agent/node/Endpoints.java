package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Backend;
import io.jorch.agent.network.HostPort;
import io.jorch.agent.network.Protocol;
import io.jorch.agent.network.PublishedPort;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names and published ports, derived from what is served: whole states each time.
final class Endpoints {
  private Endpoints() {}

  /// Who answers to which name on which network. A service that exists without a ready task keeps
  /// its name, with no address.
  static Map<String, Map<String, List<Ipv4>>> names(Collection<Served> tasks) {
    Map<String, Map<String, List<Ipv4>>> names = new HashMap<>();
    for (Served task : tasks) {
      for (NetworkAttachment attachment : task.networks()) {
        Map<String, List<Ipv4>> network =
            names.computeIfAbsent(attachment.network().value(), any -> new HashMap<>());
        String address = task.addresses().get(attachment.network());
        for (String name : namesOf(task, attachment)) {
          List<Ipv4> addresses = network.computeIfAbsent(name, any -> new ArrayList<>());
          if (task.ready() && address != null) addresses.add(Ipv4.parse(address));
        }
      }
    }
    return names;
  }

  private static Set<String> namesOf(Served task, NetworkAttachment attachment) {
    Set<String> names = new LinkedHashSet<>();
    names.add(task.service().value());
    names.add("tasks." + task.service().value());
    names.add(task.container());
    if (!task.hostname().isEmpty()) names.add(task.hostname());
    names.addAll(attachment.aliases());
    return names;
  }

  /// Every published port with the addresses behind it. `published` says which host port stands for
  /// a specification that leaves it open.
  static Set<PublishedPort> ports(
      List<ServiceEndpoint> services, Collection<Served> tasks, Map<PortKey, HostPort> published) {
    Set<PublishedPort> ports = new LinkedHashSet<>();
    for (ServiceEndpoint service : services) {
      for (PortSpec port : service.ports()) {
        HostPort at = published.get(new PortKey(service.stack(), service.service(), port));
        if (at != null) ports.add(new PublishedPort(at, backends(service, port, tasks)));
      }
    }
    return ports;
  }

  /// A port of a service.
  record PortKey(StackName stack, ServiceName service, PortSpec port) {
    Protocol protocol() {
      return switch (port.protocol()) {
        case TCP -> Protocol.TCP;
        case UDP -> Protocol.UDP;
      };
    }
  }

  private static List<Backend> backends(
      ServiceEndpoint service, PortSpec port, Collection<Served> tasks) {
    return tasks.stream()
        .filter(Served::ready)
        .filter(task -> task.stack().equals(service.stack()))
        .filter(task -> task.service().equals(service.service()))
        .filter(task -> !task.addresses().isEmpty())
        .map(task -> new Backend(Ipv4.parse(firstAddress(task)), port.target()))
        .toList();
  }

  private static String firstAddress(Served task) {
    return task.networks().stream()
        .map(attachment -> task.addresses().get(attachment.network()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}

package io.jorch.manager.dispatch;

import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// What all nodes need, whatever runs on them: a published port answers on every node, so each
/// needs the service and the network on which its containers are reached.
///
/// @param services that publish a certain port on every node and should run
/// @param networks the first network of each
public record Everywhere(List<ServiceEndpoint> services, Set<NetworkName> networks) {
  public static final Everywhere NOTHING = new Everywhere(List.of(), Set.of());

  /// @param endpoints of the stacks
  /// @param running the first networks of the tasks of a service that should run
  static Everywhere of(
      Map<StackName, List<ServiceEndpoint>> endpoints,
      BiFunction<StackName, ServiceName, Set<NetworkName>> running) {
    Map<String, ServiceEndpoint> wanted = new TreeMap<>();
    Set<NetworkName> networks = new TreeSet<>();
    for (List<ServiceEndpoint> services : endpoints.values()) {
      for (ServiceEndpoint each : services) {
        if (!isPublished(each)) continue;
        Set<NetworkName> first = running.apply(each.stack(), each.service());
        if (first.isEmpty()) continue;
        wanted.put(key(each.stack(), each.service().value()), each);
        networks.addAll(first);
      }
    }
    return new Everywhere(List.copyOf(wanted.values()), networks);
  }

  private static String key(StackName stack, String service) {
    return stack + "/" + service;
  }

  /// A port that was left open is chosen by each node that runs the service: nobody would know it
  /// elsewhere.
  private static boolean isPublished(ServiceEndpoint service) {
    return service.ports().stream().anyMatch(Everywhere::onEveryNode);
  }

  private static boolean onEveryNode(PortSpec port) {
    return !port.host() && port.published().isPresent();
  }
}

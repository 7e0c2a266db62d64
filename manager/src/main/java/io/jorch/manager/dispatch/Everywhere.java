package io.jorch.manager.dispatch;

import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What all nodes need, whatever runs on them: a published port answers on every node, so each
/// needs the service and the network on which its containers are reached.
///
/// @param services that publish a certain port on every node and should run
/// @param networks the first network of each
public record Everywhere(List<ServiceEndpoint> services, Set<NetworkName> networks) {
  static final Everywhere NOTHING = new Everywhere(List.of(), Set.of());

  /// @param specs of the tasks
  /// @param endpoints of the stacks
  static Everywhere of(
      Collection<Task> tasks,
      Map<SpecHash, TaskSpec> specs,
      Map<StackName, List<ServiceEndpoint>> endpoints) {
    Map<String, ServiceEndpoint> published = new TreeMap<>();
    endpoints
        .values()
        .forEach(
            services ->
                services.stream()
                    .filter(Everywhere::isPublished)
                    .forEach(
                        each -> published.put(key(each.stack(), each.service().value()), each)));
    if (published.isEmpty()) return NOTHING;
    Map<String, ServiceEndpoint> wanted = new TreeMap<>();
    Set<NetworkName> networks = new TreeSet<>();
    for (Task task : tasks) {
      String key = key(task.stack(), task.service().value());
      ServiceEndpoint service = published.get(key);
      TaskSpec spec = specs.get(task.spec());
      if (service == null || spec == null || spec.networks().isEmpty()) continue;
      if (task.desired() != Task.Desired.RUN) continue;
      wanted.put(key, service);
      networks.add(spec.networks().getFirst().network());
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

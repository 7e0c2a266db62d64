package io.jorch.manager.schedule;

import io.jorch.core.model.Affinity;
import io.jorch.core.model.Constraint;
import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.Platform;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the tasks of a stack's services need, from all that the stack says.
public final class StackNeeds {
  private StackNeeds() {}

  /// Needs of one service's tasks in slots.
  public static Needs of(StackSpec stack, ServiceSpec service) {
    return of(stack, service, service.task());
  }

  /// The same of a task with another specification, such as an older one.
  public static Needs of(StackSpec stack, ServiceSpec service, TaskSpec task) {
    PlacementSpec placement = service.deployment().placement();
    // A global service's tasks each use the volume of that name on their own node.
    boolean global = service.deployment().mode().global();
    List<VolumeName> mounted = task.volumes();
    List<VolumeName> volumes = global ? List.of() : mounted;
    return new Needs(
        task.reservations(),
        site(placement),
        volumes,
        global ? mounted : List.of(),
        Optional.empty(),
        sharers(stack, service, volumes),
        placement.spread().stream().flatMap(text -> NodeAttribute.parse(text).stream()).toList(),
        placement.maxReplicasPerNode().orElse(0),
        service.ports().stream().filter(StackNeeds::exclusive).map(HostPort::of).toList(),
        near(stack, service),
        task.imageId());
  }

  private static boolean exclusive(PortSpec port) {
    return port.host() && port.published().isPresent();
  }

  static Site site(PlacementSpec placement) {
    return new Site(
        placement.platform().flatMap(Platform::parse).map(Platform::architecture),
        placement.constraints().stream().map(Constraint::parse).toList());
  }

  private static List<Site> sharers(
      StackSpec stack, ServiceSpec service, List<VolumeName> volumes) {
    return stack.services().values().stream()
        .filter(other -> !other.name().equals(service.name()))
        .filter(other -> !other.deployment().mode().global())
        .filter(other -> other.task().volumes().stream().anyMatch(volumes::contains))
        .map(other -> site(other.deployment().placement()))
        .filter(site -> !site.equals(Site.ANY))
        .distinct()
        .toList();
  }

  /// What the service says of others, and what others say of it: two services are apart whichever
  /// of them comes second.
  private static List<Near> near(StackSpec stack, ServiceSpec service) {
    List<Near> all = new ArrayList<>();
    for (Affinity affinity : service.deployment().placement().affinities()) {
      all.add(near(affinity, new Group(stack.name(), affinity.service())));
    }
    for (ServiceSpec other : stack.services().values()) {
      if (other.name().equals(service.name())) continue;
      for (Affinity affinity : other.deployment().placement().affinities()) {
        if (affinity.apart() && affinity.service().equals(service.name())) {
          all.add(near(affinity, new Group(stack.name(), other.name())));
        }
      }
    }
    return all.stream().distinct().toList();
  }

  private static Near near(Affinity affinity, Group other) {
    NodeAttribute over = NodeAttribute.parse(affinity.over()).orElse(NodeAttribute.NODE);
    return new Near(other, affinity.apart(), affinity.required(), over);
  }
}

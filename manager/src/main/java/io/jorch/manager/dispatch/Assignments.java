package io.jorch.manager.dispatch;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Turns placed tasks into what each node is told. Each specification is sent once, however many
/// tasks share it; one that the catalog lost is taken from what the node was told before.
public final class Assignments {
  private final Catalog catalog;
  private final Everywhere everywhere;

  public Assignments(Catalog catalog, Everywhere everywhere) {
    this.catalog = catalog;
    this.everywhere = everywhere;
  }

  /// The set of one node; the same object as `previous` when nothing changed.
  ///
  /// @param tasks all tasks of the node, in any order
  public AssignmentSet one(NodeId node, Collection<Task> tasks, AssignmentSet previous) {
    List<Task> sorted = tasks.stream().sorted(Comparator.comparing(Task::id)).toList();
    Map<SpecHash, TaskSpec> specs = specs(sorted, previous);
    List<NetworkSpec> networks = networks(specs.values(), previous);
    AssignmentSet next =
        new AssignmentSet(
            node,
            previous.revision(),
            sorted,
            specs,
            networks,
            volumes(specs.values(), previous),
            endpoints(sorted),
            catalog.shares().of(node, networks.stream().map(NetworkSpec::name).toList()));
    return next.equals(previous) ? previous : next.withRevision(previous.revision() + 1);
  }

  private Map<SpecHash, TaskSpec> specs(List<Task> tasks, AssignmentSet previous) {
    Map<SpecHash, TaskSpec> specs = new TreeMap<>();
    for (Task task : tasks) {
      TaskSpec spec = catalog.specs().getOrDefault(task.spec(), previous.specs().get(task.spec()));
      if (spec != null) {
        specs.put(task.spec(), spec);
      }
    }
    return specs;
  }

  private List<NetworkSpec> networks(Collection<TaskSpec> specs, AssignmentSet previous) {
    Map<NetworkName, NetworkSpec> known = new HashMap<>();
    previous.networks().forEach(network -> known.put(network.name(), network));
    known.putAll(catalog.networks());
    Stream<NetworkName> own =
        specs.stream().flatMap(spec -> spec.networks().stream()).map(NetworkAttachment::network);
    return Stream.concat(own, everywhere.networks().stream())
        .distinct()
        .sorted()
        .filter(known::containsKey)
        .map(known::get)
        .toList();
  }

  private List<VolumeSpec> volumes(Collection<TaskSpec> specs, AssignmentSet previous) {
    Map<VolumeName, VolumeSpec> known = new HashMap<>();
    previous.volumes().forEach(volume -> known.put(volume.name(), volume));
    known.putAll(catalog.volumes());
    return specs.stream()
        .flatMap(spec -> spec.volumes().stream())
        .distinct()
        .sorted()
        .filter(known::containsKey)
        .map(known::get)
        .toList();
  }

  private List<ServiceEndpoint> endpoints(List<Task> tasks) {
    Stream<ServiceEndpoint> own =
        tasks.stream()
            .filter(task -> task.desired() == Task.Desired.RUN)
            .map(Task::stack)
            .distinct()
            .sorted()
            .flatMap(stack -> catalog.endpoints().getOrDefault(stack, List.of()).stream());
    return Stream.concat(own, everywhere.services().stream()).distinct().toList();
  }
}

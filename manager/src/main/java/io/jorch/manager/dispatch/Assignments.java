package io.jorch.manager.dispatch;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.MountSpec;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import java.util.ArrayList;
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

  public Assignments(Catalog catalog) {
    this.catalog = catalog;
  }

  /// The sets of all nodes that have tasks or had some.
  public Map<NodeId, AssignmentSet> all(
      Collection<Task> tasks, Map<NodeId, AssignmentSet> previous) {
    Map<NodeId, List<Task>> byNode = new TreeMap<>();
    previous.keySet().forEach(node -> byNode.put(node, new ArrayList<>()));
    for (Task task : tasks) {
      task.node().ifPresent(node -> byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(task));
    }
    Everywhere everywhere = Everywhere.of(tasks, catalog.specs(), catalog.endpoints());
    Map<NodeId, AssignmentSet> sets = new TreeMap<>();
    byNode.forEach(
        (node, mine) -> {
          AssignmentSet before = previous.getOrDefault(node, AssignmentSet.empty(node));
          sets.put(node, one(node, mine, everywhere, before));
        });
    return sets;
  }

  /// The set of one node; the same object as `previous` when nothing changed.
  ///
  /// @param tasks all tasks of the node, in any order
  public AssignmentSet one(NodeId node, Collection<Task> tasks, AssignmentSet previous) {
    return one(node, tasks, Everywhere.NOTHING, previous);
  }

  private AssignmentSet one(
      NodeId node, Collection<Task> tasks, Everywhere everywhere, AssignmentSet previous) {
    List<Task> sorted = tasks.stream().sorted(Comparator.comparing(Task::id)).toList();
    Map<SpecHash, TaskSpec> specs = specs(sorted, previous);
    List<NetworkSpec> networks = networks(specs.values(), everywhere, previous);
    AssignmentSet next =
        new AssignmentSet(
            node,
            previous.revision(),
            sorted,
            specs,
            networks,
            volumes(specs.values(), previous),
            endpoints(sorted, everywhere),
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

  private List<NetworkSpec> networks(
      Collection<TaskSpec> specs, Everywhere everywhere, AssignmentSet previous) {
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
        .flatMap(spec -> spec.mounts().stream())
        .filter(MountSpec.Volume.class::isInstance)
        .map(mount -> ((MountSpec.Volume) mount).volume())
        .distinct()
        .sorted()
        .filter(known::containsKey)
        .map(known::get)
        .toList();
  }

  private List<ServiceEndpoint> endpoints(List<Task> tasks, Everywhere everywhere) {
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

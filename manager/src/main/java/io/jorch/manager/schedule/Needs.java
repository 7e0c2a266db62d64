package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.Resources;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.Optional;

/// What a node must offer to a task, and what it should. Tasks with equal needs are placed
/// together.
///
/// @param volumes named volumes; those with a home must be on the node
/// @param copies named volumes of which each node has one of its own
/// @param host the only node allowed, when there is one
/// @param sharers what other services need that use one of the volumes: where this task takes a
///     volume that has no home, they must be able to follow
/// @param spread attributes over whose values the service's tasks are spread, the first one first
/// @param mostPerNode tasks of the service on one node; 0 for any number
/// @param image whose presence saves fetching it; empty when not known
public record Needs(
    Resources reservations,
    Site site,
    List<VolumeName> volumes,
    List<VolumeName> copies,
    Optional<NodeId> host,
    List<Site> sharers,
    List<NodeAttribute> spread,
    int mostPerNode,
    List<HostPort> ports,
    List<Near> near,
    Optional<String> image) {

  /// A task that may run anywhere with enough room.
  public Needs(
      Resources reservations,
      Optional<String> architecture,
      List<VolumeName> volumes,
      Optional<NodeId> host) {
    this(
        reservations,
        new Site(architecture, List.of()),
        volumes,
        List.of(),
        host,
        List.of(),
        List.of(),
        0,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /// What the task alone says.
  public static Needs of(TaskSpec spec, Optional<String> architecture) {
    return new Needs(spec.reservations(), architecture, spec.volumes(), Optional.empty());
  }

  /// The same on one node only.
  public Needs on(Optional<NodeId> only) {
    return only.equals(host)
        ? this
        : new Needs(
            reservations,
            site,
            volumes,
            copies,
            only,
            sharers,
            spread,
            mostPerNode,
            ports,
            near,
            image);
  }

  /// Some node is preferred for what runs on it.
  boolean wishes() {
    return near.stream().anyMatch(each -> !each.required());
  }
}

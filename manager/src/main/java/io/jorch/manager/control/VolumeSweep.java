package io.jorch.manager.control;

import io.jorch.core.api.VolumeView;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.core.node.NodeService;
import io.jorch.manager.store.DoomedVolume;
import io.jorch.manager.store.VolumeFates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Removes volumes of stacks that are removed, wherever they are. What a node has that is away is
/// doomed; what another stack uses stays.
record VolumeSweep(Stacks stacks, Reach reach) {
  /// Removes what is a stack's own.
  VolumeFates of(StackRevision removed) {
    Set<VolumeName> own = volumes(removed.spec(), false);
    Fates fates = new Fates();
    for (VolumeName volume : List.copyOf(own)) {
      Optional<String> user = otherUser(volume, removed);
      if (user.isEmpty()) continue;
      own.remove(volume);
      fates.stays.add("volume " + volume + " stays: stack " + user.get() + " uses it");
    }
    fates.gone.addAll(own);
    places(removed, own).forEach((node, volumes) -> sweep(node, volumes, fates));
    return fates.whole();
  }

  /// Removes what was doomed on a node.
  VolumeFates on(NodeId node, Collection<VolumeName> volumes) {
    Fates fates = new Fates();
    fates.gone.addAll(volumes);
    sweep(node, volumes, fates);
    return fates.whole();
  }

  private Optional<String> otherUser(VolumeName volume, StackRevision removed) {
    return stacks.current().stream()
        .filter(other -> !other.removing())
        .map(StackRevision::spec)
        .filter(other -> !other.name().equals(removed.spec().name()))
        .filter(other -> volumes(other, true).contains(volume))
        .map(other -> other.name().value())
        .findFirst();
  }

  private static Set<VolumeName> volumes(StackSpec spec, boolean external) {
    Set<VolumeName> names = new TreeSet<>();
    for (VolumeSpec volume : spec.volumes().values()) {
      if (external || !volume.external()) names.add(volume.name());
    }
    return names;
  }

  /// A volume is on the node it is bound to; those of global services may be on any.
  private Map<NodeId, Set<VolumeName>> places(StackRevision removed, Set<VolumeName> own) {
    Map<NodeId, Set<VolumeName>> places = new TreeMap<>();
    Map<VolumeName, NodeId> homes = stacks.homes();
    Set<VolumeName> copied = copied(removed);
    for (VolumeName volume : own) {
      Optional.ofNullable(homes.get(volume)).ifPresent(home -> add(places, home, volume));
      if (!copied.contains(volume)) continue;
      for (NodeId node : reach.picture().get().nodes().keySet()) add(places, node, volume);
    }
    return places;
  }

  private static void add(Map<NodeId, Set<VolumeName>> places, NodeId node, VolumeName volume) {
    places.computeIfAbsent(node, _ -> new TreeSet<>()).add(volume);
  }

  /// Volumes that global services have or had in any revision that is kept.
  private Set<VolumeName> copied(StackRevision removed) {
    Set<VolumeName> copied = new HashSet<>();
    for (StackRevision revision : stacks.revisions(removed.spec().name()).all()) {
      revision.spec().services().values().stream()
          .filter(service -> service.deployment().mode().global())
          .forEach(service -> copied.addAll(service.task().volumes()));
    }
    return copied;
  }

  private void sweep(NodeId node, Collection<VolumeName> volumes, Fates fates) {
    if (!reach.picture().get().nodes().containsKey(node)) {
      fates.stays.add(many(volumes) + " had been on node " + node + ", which was removed");
      return;
    }
    try {
      NodeService service = reach.node(node, many(volumes));
      Set<String> there = names(service);
      for (VolumeName volume : volumes) {
        if (there.contains(volume.value())) remove(service, node, volume, fates);
      }
    } catch (IOException e) {
      volumes.forEach(volume -> fates.doomed.add(new DoomedVolume(node, volume)));
      fates.stays.add(
          "what node "
              + reach.name(node)
              + " has of "
              + many(volumes)
              + " is removed when the node can be reached again ("
              + reach.trouble(node)
              + ")");
    }
  }

  /// @throws IOException when the node can no longer be asked
  private void remove(NodeService service, NodeId node, VolumeName volume, Fates fates)
      throws IOException {
    try {
      service.removeVolume(volume);
    } catch (IOException e) {
      if (!names(service).contains(volume.value())) return;
      fates.gone.remove(volume);
      fates.stays.add(
          "volume " + volume + " stays on node " + reach.name(node) + ": " + e.getMessage());
    }
  }

  private static Set<String> names(NodeService service) throws IOException {
    Set<String> names = new HashSet<>();
    for (VolumeView each : service.volumes()) names.add(each.name());
    return names;
  }

  private static String many(Collection<VolumeName> volumes) {
    List<String> names = volumes.stream().map(VolumeName::value).sorted().toList();
    return (names.size() == 1 ? "volume " : "volumes ") + String.join(", ", names);
  }

  /// Being found.
  private static final class Fates {
    final Set<VolumeName> gone = new TreeSet<>();
    final Set<DoomedVolume> doomed = new TreeSet<>();
    final List<String> stays = new ArrayList<>();

    VolumeFates whole() {
      return new VolumeFates(gone, doomed, stays);
    }
  }
}

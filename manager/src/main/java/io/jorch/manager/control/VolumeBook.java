package io.jorch.manager.control;

import io.jorch.core.api.VolumeView;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import io.jorch.core.node.NodeService;
import io.jorch.manager.stream.Round;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Volumes of the whole cluster: each is on the node that has its data.
record VolumeBook(Stacks stacks, Reach reach) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// What nodes have, and what is known to be on nodes that do not answer: of those no more than
  /// name and node.
  List<VolumeView> list() throws IOException {
    Round.Answers<List<VolumeView>> answers = ask(reach.all());
    List<VolumeView> all = new ArrayList<>();
    answers.given().forEach((node, rows) -> rows.forEach(row -> all.add(row.on(reach.name(node)))));
    stacks
        .homes()
        .forEach(
            (volume, node) -> {
              if (!answers.given().containsKey(node)) all.add(unseen(volume, node));
            });
    all.sort(Comparator.comparing(VolumeView::name).thenComparing(VolumeView::node));
    return all;
  }

  private VolumeView unseen(VolumeName volume, NodeId node) {
    return new VolumeView(
        volume.value(), "", reach.name(node), "", Instant.EPOCH, Map.of(), List.of());
  }

  Optional<VolumeView> find(String name) throws IOException {
    return list().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// Removes a volume that no container uses, on its node. One whose node was removed from the
  /// cluster is given up: what needs it gets a new one, elsewhere.
  ///
  /// @param on the node to remove it from; empty where there is but one
  void remove(VolumeName volume, Optional<NodeId> on) throws IOException {
    NodeId node = on.isPresent() ? on.get() : home(volume);
    if (reach.picture().get().nodes().containsKey(node)) {
      reach.node(node, "volume " + volume).removeVolume(volume);
    }
    if (node.equals(stacks.homes().get(volume))) stacks.unbind(volume);
  }

  private NodeId home(VolumeName volume) throws IOException {
    Optional<NodeId> bound = Optional.ofNullable(stacks.homes().get(volume));
    if (bound.isPresent()) return bound.get();
    List<NodeId> nodes =
        ask(reach.all()).given().entrySet().stream()
            .filter(each -> has(each.getValue(), volume))
            .map(Map.Entry::getKey)
            .toList();
    if (nodes.isEmpty()) {
      throw RequestException.missing(
          "no volume is called '" + volume + "'; `jorch volume ls` lists all there are");
    }
    if (nodes.size() > 1) {
      throw RequestException.conflict(
          "several nodes have a volume '"
              + volume
              + "' ("
              + nodes.stream().map(reach::name).sorted().collect(Collectors.joining(", "))
              + "); name one with --node");
    }
    return nodes.getFirst();
  }

  private static boolean has(List<VolumeView> rows, VolumeName volume) {
    return rows.stream().anyMatch(row -> row.name().equals(volume.value()));
  }

  private Round.Answers<List<VolumeView>> ask(Map<NodeId, NodeService> nodes) throws IOException {
    try {
      return Round.ask(nodes, PATIENCE, NodeService::volumes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while nodes were asked for their volumes", e);
    }
  }
}

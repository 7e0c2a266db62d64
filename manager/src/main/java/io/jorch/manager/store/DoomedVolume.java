package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;

/// A volume whose stack was removed with it while its node was away: it goes as soon as the node is
/// back, and before anything there uses one of that name again.
public record DoomedVolume(NodeId node, VolumeName volume) implements Comparable<DoomedVolume> {
  @Override
  public int compareTo(DoomedVolume other) {
    int nodes = node.compareTo(other.node);
    return nodes != 0 ? nodes : volume.compareTo(other.volume);
  }
}

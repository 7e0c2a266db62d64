package io.jorch.agent.node;

import io.jorch.agent.image.Digest;
import io.jorch.agent.image.ImageStore;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeImages;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reports which images are here when that has changed. Used by the loop's thread.
final class ImageReport {
  private final NodeId node;
  private final ImageStore store;
  private final Reports reports;
  private Optional<NodeImages> last = Optional.empty();

  ImageReport(NodeId node, ImageStore store, Reports reports) {
    this.node = node;
    this.store = store;
    this.reports = reports;
  }

  void send() {
    NodeImages now =
        new NodeImages(
            node,
            store.ids().stream()
                .map(Digest::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
    if (last.isPresent() && last.get().equals(now)) return;
    last = Optional.of(now);
    reports.images(now);
  }
}

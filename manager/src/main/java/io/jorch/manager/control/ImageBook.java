package io.jorch.manager.control;

import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.cluster.Subscription;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeImages;
import io.jorch.manager.schedule.Images;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which nodes have which images, by what they told; a copy, since placing asks often.
final class ImageBook implements Images, AutoCloseable {
  private final Map<NodeId, NodeImages> known = new ConcurrentHashMap<>();
  private final SharedMap<NodeId, NodeImages> told;
  private final Subscription subscription;
  private boolean read;

  ImageBook(SharedMap<NodeId, NodeImages> told) {
    this.told = told;
    subscription = told.listen(this::changed);
  }

  /// Takes in, once, what was told before. Waits for members that do not answer.
  void read() {
    if (read) return;
    told.snapshot().forEach((node, images) -> known.putIfAbsent(node, images.value()));
    read = true;
  }

  private void changed(NodeId node, Optional<Stamped<NodeImages>> now) {
    if (now.isPresent()) known.put(node, now.get().value());
    else known.remove(node);
  }

  @Override
  public boolean on(NodeId node, String image) {
    NodeImages images = known.get(node);
    return images != null && images.ids().contains(image);
  }

  @Override
  public void close() {
    subscription.close();
  }
}

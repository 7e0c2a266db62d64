package io.jorch.agent.node;

import io.jorch.agent.image.Digest;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImagePeers;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.Peer;
import io.jorch.agent.image.PeerImages;
import io.jorch.agent.image.Progress;
import io.jorch.core.model.TaskSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The images that tasks are made of: those of this node, and those that other nodes have.
final class TaskImages {
  private final ImageStore store;
  private final ImagePeers peers;
  private final PeerImages others;

  TaskImages(ImageStore store, ImagePeers peers) {
    this.store = store;
    this.peers = peers;
    this.others = new PeerImages(store);
  }

  /// Whether [#get] would have to ask other nodes.
  boolean isElsewhere(TaskSpec spec) {
    try {
      return spec.imageId().isPresent() && store.resolve(wanted(spec)).isEmpty();
    } catch (IOException e) {
      return false; // whoever needs it is told
    }
  }

  private static String wanted(TaskSpec spec) {
    return spec.imageId().orElse(spec.image());
  }

  /// Gives the image, fetched from another node when it is not here.
  Image get(TaskSpec spec) throws IOException {
    Optional<Image> here = store.resolve(wanted(spec));
    if (here.isPresent()) return here.get();
    Optional<Digest> id = spec.imageId().map(Digest::parse);
    List<Peer> holders = id.map(peers::holding).orElse(List.of());
    if (id.isEmpty() || holders.isEmpty()) {
      throw LaunchFailure.refused(
          "image "
              + spec.image()
              + " is not on this node any more; run `jorch pull` or `jorch up --build`");
    }
    try {
      return others.fetch(id.get(), holders, Progress.NONE);
    } catch (IOException e) {
      throw LaunchFailure.refused(
          "image "
              + spec.image()
              + " is not on this node and no other could give it: "
              + e.getMessage());
    }
  }
}

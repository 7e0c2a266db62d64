package io.jorch.agent.image;

import java.util.List;

/// Knows which nodes have an image.
@FunctionalInterface
public interface ImagePeers {
  /// Nobody else.
  ImagePeers NONE = image -> List.of();

  /// Nodes that can be reached and said that they have the image; nothing is asked of them yet.
  List<Peer> holding(Digest image);
}

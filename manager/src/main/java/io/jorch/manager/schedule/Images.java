package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;

/// Which nodes have which images, as far as anyone told.
@FunctionalInterface
public interface Images {
  /// Nobody told.
  Images UNKNOWN = (_, _) -> false;

  /// Whether the image need not be fetched there.
  ///
  /// @param image its id
  boolean on(NodeId node, String image);
}

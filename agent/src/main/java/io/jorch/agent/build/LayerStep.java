package io.jorch.agent.build;

import io.jorch.agent.image.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A layer to find or make: the key says all that decides its content.
record LayerStep(Digest key, Work work) {
  /// Fills an empty directory, seeing the layers below, topmost first.
  @FunctionalInterface
  interface Work {
    void make(Path tree, List<Path> lowerLayers) throws IOException, InterruptedException;
  }
}
